import { exportSegment } from "@worktrail/shared/segment/canonical";
import { exportLlmteam } from "@worktrail/shared/segment/llmteam";
import type { Segment } from "@worktrail/shared/segment/schema";
import { toast } from "sonner";
import { downloadText } from "../canvas/download-text.ts";

export function downloadSegment(segment: Segment): void {
  downloadText(`${segment.segment_id}.segment.json`, exportSegment(segment));
}

/** In the dialect of the llmteam package; `llmteamLosses` says what that leaves out. */
export function downloadLlmteam(segment: Segment): void {
  const text = `${JSON.stringify(exportLlmteam(segment), null, 2)}\n`;
  downloadText(`${segment.segment_id}.llmteam.json`, text);
}

export function copySegmentJson(segment: Segment): Promise<void> {
  return navigator.clipboard.writeText(exportSegment(segment)).then(
    () => void toast.success("The segment's JSON is on the clipboard."),
    () => void toast.error("The browser did not allow copying. Download the file instead."),
  );
}
