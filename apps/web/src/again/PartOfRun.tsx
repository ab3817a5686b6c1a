import type { RunPart } from "@worktrail/shared/run/events";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { stepName } from "../canvas/step-look.ts";
import { useRun } from "../runs/run-context.tsx";
import { Badge } from "../ui/Badge.tsx";

export function partWords({ kind, step_id }: RunPart, graph: SegmentGraph): string {
  const step = graph.steps.get(step_id);
  const name = step ? stepName(step.step, step.contract) : step_id;
  return kind === "step" ? `Only ${name}` : `Until ${name}`;
}

/** Says of a run that it is not one of the whole segment. */
export function PartBadge({ part }: { part: RunPart }) {
  const { graph } = useRun();
  return (
    <Badge tone="accent" className="max-w-60">
      <span className="truncate">{partWords(part, graph)}</span>
    </Badge>
  );
}
