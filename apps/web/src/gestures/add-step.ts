import type { Edge, Point, Segment, Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { connect } from "./connect.ts";
import { freshId } from "./fresh-id.ts";
import type { Gesture } from "./gesture.ts";

/** A step as it comes from the palette. */
export function newStep(contract: StepContract, segment: Segment, position: Point): Step {
  const taken = new Set(segment.steps.map((step) => step.step_id));
  return {
    step_id: freshId(contract.type_id, taken),
    step_type: contract.type_id,
    name: contract.display_name,
    config: structuredClone(contract.initial_config),
    position,
  };
}

/** Adds the step, joined by `edges` where it follows another. */
export function addStep(step: Step, edges: readonly Edge[] = []): Gesture {
  return (segment) => {
    const added = { ...segment, steps: [...segment.steps, step] };
    return edges.reduce((drawn, edge) => connect(edge)(drawn), added);
  };
}
