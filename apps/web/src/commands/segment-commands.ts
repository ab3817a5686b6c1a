// What is done with the segment as a whole.
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";
import { copySegmentJson, downloadSegment } from "./export-segment.ts";
import { askLlmteamExport } from "./llmteam-export.ts";

export const segmentCommands: readonly Command<CommandContext>[] = [
  {
    id: "run",
    title: "Run this segment",
    section: "Segment",
    words: "start execute play",
    keys: ["mod+enter"],
    run: ({ run }) => run(),
  },
  {
    id: "import",
    title: "Import a segment file…",
    section: "Segment",
    words: "open upload json",
    run: ({ pickFile }) => pickFile(),
  },
  {
    id: "export_download",
    title: "Export as a file",
    section: "Segment",
    words: "download save json",
    run: ({ editor }) => downloadSegment(editor.segment),
  },
  {
    id: "export_copy",
    title: "Copy the segment's JSON",
    section: "Segment",
    words: "export clipboard",
    run: ({ editor }) => copySegmentJson(editor.segment),
  },
  {
    id: "export_llmteam",
    title: "Export for llmteam…",
    section: "Segment",
    words: "download json dialect",
    run: askLlmteamExport,
  },
];
