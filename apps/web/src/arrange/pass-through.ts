// How edges at disabled steps are drawn: dashed where data passes through, faded where nothing will come.
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { StepFlowEdge } from "../canvas/to-flow.ts";

export const THROUGH_CLASS = "wt-edge-through";
export const UNUSED_CLASS = "wt-edge-unused";

type Way = { readonly first_in: string | undefined; readonly first_out: string | undefined };

/** Remembers what it made last: one per canvas. */
export class PassThrough {
  private readonly catalog: Catalog;
  private readonly ways = new WeakMap<Step, Way>();
  private readonly marked = new WeakMap<StepFlowEdge, StepFlowEdge>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  edges(edges: StepFlowEdge[], { steps }: Segment): StepFlowEdge[] {
    const disabled = new Map<string, Way>();
    for (const step of steps) if (step.disabled) disabled.set(step.step_id, this.wayThrough(step));
    if (disabled.size === 0) return edges;
    return edges.map((edge) => {
      const from = disabled.get(edge.source);
      const to = disabled.get(edge.target);
      if (!from && !to) return edge;
      const carries =
        (!from || edge.sourceHandle === from.first_out) && (!to || edge.targetHandle === to.first_in);
      return this.mark(edge, carries ? THROUGH_CLASS : UNUSED_CLASS);
    });
  }

  private wayThrough(step: Step): Way {
    const known = this.ways.get(step);
    if (known) return known;
    const { inputs, outputs } = stepPorts(step, this.catalog);
    const way = { first_in: inputs[0]?.port_id, first_out: outputs[0]?.port_id };
    this.ways.set(step, way);
    return way;
  }

  private mark(edge: StepFlowEdge, className: string): StepFlowEdge {
    const known = this.marked.get(edge);
    if (known?.className === className) return known;
    const marked = { ...edge, className };
    this.marked.set(edge, marked);
    return marked;
  }
}
