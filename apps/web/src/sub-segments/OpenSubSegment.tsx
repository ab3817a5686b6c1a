import type { Step } from "@worktrail/shared/segment/schema";
import { CornerRightDown } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { openableSegment } from "./sub-segment-of-selection.ts";
import { openSubSegment } from "./sub-segment-view.ts";

/** The way into the segment that a step runs. */
export function OpenSubSegment({ step }: { step: Step }) {
  const segment_id = openableSegment(step);
  if (segment_id === null) return null;
  return (
    <div className="px-3 pb-3">
      <Button size="sm" onClick={() => openSubSegment(segment_id)}>
        <CornerRightDown aria-hidden /> Open sub-segment
      </Button>
    </div>
  );
}
