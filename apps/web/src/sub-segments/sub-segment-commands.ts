import type { Command } from "../commands/command.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { cutSubSegment } from "../gestures/extract-sub-segment.ts";
import { selectedSubSegment } from "./sub-segment-of-selection.ts";
import { askToConvert, openSubSegment } from "./sub-segment-view.ts";

function whyNotConvert({ editor }: CommandContext): string | null {
  const answer = cutSubSegment(editor.segment, editor.session.getState().selection.steps, editor.catalog);
  return answer.ok ? null : answer.why;
}

export const subSegmentCommands: readonly Command<CommandContext>[] = [
  {
    id: "convert_to_sub_segment",
    title: "Convert to sub-segment…",
    section: "Edit",
    words: "extract subflow sub-workflow component reuse",
    keys: ["mod+alt+g"],
    unavailable: whyNotConvert,
    run: ({ editor }) => askToConvert(editor.session.getState().selection.steps),
  },
  {
    id: "open_sub_segment",
    title: "Open sub-segment",
    section: "Go to",
    words: "enter child subflow inside",
    keys: ["o"],
    unavailable: ({ editor }) =>
      selectedSubSegment(editor) === null ? "Select one step that runs another segment first." : null,
    run: ({ editor }) => {
      const segment_id = selectedSubSegment(editor);
      if (segment_id !== null) openSubSegment(segment_id);
    },
  },
];
