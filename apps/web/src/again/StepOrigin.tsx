import type { StepState } from "@worktrail/shared/run/state";
import { Badge } from "../ui/Badge.tsx";

/** Of a step that this run did not execute: why there is an outcome all the same, or none. */
export function StepOrigin({ step }: { step: Pick<StepState, "given_as" | "skip_reason" | "status"> }) {
  if (step.given_as === "pinned") return <Badge tone="accent">Pinned, not executed</Badge>;
  if (step.given_as === "typed") return <Badge tone="accent">Typed, not executed</Badge>;
  if (step.status === "skipped" && step.skip_reason === "not_asked") return <Badge>Not asked for</Badge>;
  return null;
}
