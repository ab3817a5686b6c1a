// What the server says of the segments that the drawing runs: whether they are there, and lead back nowhere.
import type { Issue } from "@worktrail/shared/segment/issue";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import { subSegmentOf } from "@worktrail/steps/sub-segment/contract";

const MAX_ASKED = 100;

/** The segment and revision that an enabled step runs, as one word; null for other steps. */
function referenceOf(step: Step): string | null {
  const named = step.disabled ? null : subSegmentOf(step);
  return named && `${named.segment_id}@${named.revision ?? ""}`;
}

/** A segment that runs the same others and is nothing else: small enough to ask about; null where there are none. */
export function questionAbout({ segment_id }: Segment, steps: readonly Step[]): Segment | null {
  const asked = new Map<string, Step>();
  for (const step of steps) {
    const reference = referenceOf(step);
    if (reference === null || asked.has(reference) || asked.size >= MAX_ASKED) continue;
    const { segment_id: other = null, revision } = step.config ?? {};
    const config = { segment_id: other, ...(revision !== undefined && { revision }) };
    asked.set(reference, { step_id: step.step_id, step_type: step.step_type, config });
  }
  if (asked.size === 0) return null;
  return { segment_id, name: segment_id, version: "1.0.0", steps: [...asked.values()] };
}

/** The answer to that question, for every step of the drawing that runs the same. */
export function issuesFrom(question: Segment, answer: readonly Issue[]): (segment: Segment) => Issue[] {
  const found = new Map<string, Issue>();
  for (const issue of answer) {
    const step = question.steps.find(({ step_id }) => step_id === issue.step_id);
    const reference = step && referenceOf(step);
    if (reference && issue.code.startsWith("SUB_SEGMENT_")) found.set(reference, issue);
  }
  return ({ steps }) =>
    steps.flatMap((step, index) => {
      const issue = found.get(referenceOf(step) ?? "");
      if (!issue) return [];
      return [{ ...issue, step_id: step.step_id, path: `/steps/${index}/config/segment_id` }];
    });
}
