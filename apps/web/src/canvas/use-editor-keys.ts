import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { usePasteText } from "../clipboard/use-clipboard.ts";
import { canvasKeyActions } from "../commands/canvas-key-actions.ts";
import { bindCommands } from "../commands/command.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { usePageCommands } from "../commands/commands-store.ts";
import { editorCommands } from "../commands/editor-commands.ts";
import { keyName } from "../commands/key-name.ts";
import { useWalkMatches } from "../find/use-go-to-match.ts";
import { useTidyUp } from "../layout/use-tidy-up.ts";
import { useAddNote } from "../palette/use-add-note.ts";
import { useAddStep } from "../palette/use-add-step.ts";
import { useTabMemory } from "../picker/use-tab-memory.ts";
import { useEditor } from "../store/editor-context.tsx";
import { editorKeys } from "./editor-keys.ts";
import { isTyping } from "./is-typing.ts";
import { useCentre } from "./use-centre.ts";
import { useFit } from "./use-fit.ts";

/** What the editor's page gives to its commands; each the same function from draw to draw. */
export type PageActions = Pick<CommandContext, "run" | "pickFile" | "togglePalette" | "toggleInspector">;

/** The commands of the editor and their keys. Inside fields, menus and dialogs the browser's own meaning stays. */
export function useEditorKeys({ run, pickFile, togglePalette, toggleInspector }: PageActions): void {
  const { catalog } = useEditor();
  const parts = useCanvasParts();
  const context = useMemo(
    () => ({ ...parts, run, pickFile, togglePalette, toggleInspector }),
    [parts, run, pickFile, togglePalette, toggleInspector],
  );
  usePageCommands(
    useMemo(() => bindCommands(editorCommands(catalog), context), [catalog, context]),
    canvasKeyActions,
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      if (editorKeys.get(keyName(event))?.(context, event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [context]);
  // After the keys: whether Tab was taken is known then.
  useTabMemory(context);
}

function useCanvasParts(): Omit<CommandContext, keyof PageActions> {
  const editor = useEditor();
  const flow = useReactFlow();
  const fit = useFit();
  const centre = useCentre();
  const addStep = useAddStep();
  const addNote = useAddNote();
  const paste = usePasteText();
  const tidyUp = useTidyUp();
  const walkMatches = useWalkMatches();
  return useMemo(
    () => ({ editor, flow, fit, centre, addStep, addNote, paste, tidyUp, walkMatches }),
    [editor, flow, fit, centre, addStep, addNote, paste, tidyUp, walkMatches],
  );
}
