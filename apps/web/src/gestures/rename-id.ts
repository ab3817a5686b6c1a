import type { Edge } from "@worktrail/shared/segment/schema";
import { IdSchema } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Gesture } from "./gesture.ts";
import { rewriteReferences } from "./rewrite-references.ts";

/** Gives a step another id and follows it through edges and expressions. Does nothing for an id that is bad or taken. */
export function renameStepId(from: string, to: string, catalog: Catalog): Gesture {
  return (segment) => {
    if (from === to || !IdSchema.safeParse(to).success) return segment;
    if (segment.steps.some((step) => step.step_id === to)) return segment;
    if (!segment.steps.some((step) => step.step_id === from)) return segment;
    const steps = segment.steps.map((step) => (step.step_id === from ? { ...step, step_id: to } : step));
    const follow = (edge: Edge): Edge => {
      if (edge.source_step !== from && edge.target_step !== from) return edge;
      return {
        ...edge,
        source_step: edge.source_step === from ? to : edge.source_step,
        target_step: edge.target_step === from ? to : edge.target_step,
      };
    };
    return {
      ...segment,
      steps: rewriteReferences(steps, new Map([[from, to]]), catalog),
      ...(segment.edges && { edges: segment.edges.map(follow) }),
    };
  };
}
