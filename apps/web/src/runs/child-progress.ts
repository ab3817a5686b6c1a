import type { ChildrenState, StepState } from "@worktrail/shared/run/state";

/** How far a step is that runs another segment: "3 of 10", or of a loop "2 done". */
export function childProgress({ runs, total }: ChildrenState): string {
  const done = runs.filter(({ status }) => status === "completed" || status === "failed").length;
  return total === null ? `${done} done` : `${done} of ${total}`;
}

/** What a step shows in place of the word for its status; null where that says it all. */
export function statusWords({ status, children, skip_reason, given_as }: StepState): string | null {
  if (status === "waiting" && children) return childProgress(children);
  if (given_as) return given_as === "pinned" ? "Pinned" : "Typed";
  if (status !== "skipped") return null;
  if (skip_reason === "not_asked") return "Not asked for";
  return skip_reason === "disabled" ? "Disabled" : null;
}
