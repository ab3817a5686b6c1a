import type { Step } from "@worktrail/shared/segment/schema";
import { NO_SEGMENT, subSegmentOf } from "@worktrail/steps/sub-segment/contract";
import type { Editor } from "../store/editor.ts";

/** The segment that a step runs; null for other steps and while none is chosen. */
export function openableSegment(step: Step | undefined): string | null {
  const named = step && subSegmentOf(step);
  return named && named.segment_id !== NO_SEGMENT ? named.segment_id : null;
}

/** Of the one selected step. */
export function selectedSubSegment(editor: Editor): string | null {
  const [step_id, ...others] = editor.session.getState().selection.steps;
  if (step_id === undefined || others.length > 0) return null;
  return openableSegment(editor.segment.steps.find((step) => step.step_id === step_id));
}
