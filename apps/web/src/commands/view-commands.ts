// What changes the view of the drawing and the panels around it; nothing here changes the document.
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

export const viewCommands: readonly Command<CommandContext>[] = [
  {
    id: "fit_all",
    title: "Show everything",
    section: "Canvas",
    words: "fit zoom all",
    keys: ["shift+1"],
    run: ({ fit }) => fit.fitAll(),
  },
  {
    id: "fit_selection",
    title: "Show the selection",
    section: "Canvas",
    words: "fit zoom selected",
    keys: ["shift+2"],
    unavailable: ({ editor }) =>
      editor.session.getState().selection.steps.size === 0 ? "Select a step first." : null,
    run: ({ editor, fit }) => fit.fitSteps(editor.session.getState().selection.steps),
  },
  {
    id: "zoom_in",
    title: "Zoom in",
    section: "Canvas",
    words: "closer larger",
    keys: ["+", "="],
    run: ({ flow }) => flow.zoomIn(),
  },
  {
    id: "zoom_out",
    title: "Zoom out",
    section: "Canvas",
    words: "further smaller",
    keys: ["-"],
    run: ({ flow }) => flow.zoomOut(),
  },
  {
    id: "zoom_reset",
    title: "Zoom to 100 %",
    section: "Canvas",
    words: "actual size reset",
    keys: ["mod+0"],
    run: ({ flow }) => flow.zoomTo(1),
  },
  {
    id: "toggle_palette",
    title: "Show or hide the step palette",
    section: "View",
    words: "toggle panel left steps",
    run: ({ togglePalette }) => togglePalette(),
  },
  {
    id: "toggle_inspector",
    title: "Show or hide the inspector",
    section: "View",
    words: "toggle panel right properties",
    run: ({ toggleInspector }) => toggleInspector(),
  },
  {
    id: "toggle_problems",
    title: "Show or hide the problems",
    section: "View",
    words: "toggle panel errors warnings issues",
    run: ({ editor }) => editor.session.setState(({ problems_open }) => ({ problems_open: !problems_open })),
  },
];
