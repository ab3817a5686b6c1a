// Finding and replacing in the open segment, and its text beside the canvas.

import { findOf } from "../find/find-store.ts";
import { useJsonPane } from "../json-view/json-pane-open.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

const needsMatches = ({ editor }: CommandContext) =>
  findOf(editor).state.getState().result.matches.length === 0
    ? "Look for something first, with Find in this segment."
    : null;

export const searchCommands: readonly Command<CommandContext>[] = [
  {
    id: "find",
    title: "Find in this segment",
    section: "Edit",
    words: "search look text",
    keys: ["mod+f"],
    run: ({ editor }) => findOf(editor).show(),
  },
  {
    id: "replace",
    title: "Find and replace in this segment",
    section: "Edit",
    words: "search change rename",
    run: ({ editor }) => findOf(editor).show({ replacing: true }),
  },
  {
    id: "find_next",
    title: "Next match",
    section: "Edit",
    words: "find forward",
    keys: ["f3"],
    unavailable: needsMatches,
    run: ({ walkMatches }) => walkMatches(1),
  },
  {
    id: "find_previous",
    title: "Previous match",
    section: "Edit",
    words: "find back",
    keys: ["shift+f3"],
    unavailable: needsMatches,
    run: ({ walkMatches }) => walkMatches(-1),
  },
  {
    id: "toggle_json",
    title: "Show or hide the JSON beside the canvas",
    section: "View",
    words: "toggle panel text code split source",
    run: () => useJsonPane.getState().toggle(),
  },
];
