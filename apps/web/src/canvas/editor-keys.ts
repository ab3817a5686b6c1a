// Which key does what on the canvas: the keys of the editor's commands, and those that depend on the focus.
import { canvasKeyActions } from "../commands/canvas-key-actions.ts";
import { keyHandlers } from "../commands/command.ts";
import { fixedCommands } from "../commands/editor-commands.ts";

export const editorKeys = keyHandlers(fixedCommands, canvasKeyActions, ({ editor }, why) =>
  editor.announce(why),
);
