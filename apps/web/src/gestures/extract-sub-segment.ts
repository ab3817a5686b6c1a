// Turns chosen steps into a segment of their own, and their place in the drawing into one step that runs it.
import { compileExpression } from "@worktrail/shared/expression/compile";
import { variableUses } from "@worktrail/shared/expression/references";
import { configExpressions } from "@worktrail/shared/segment/config-expressions";
import { isExclusivePort } from "@worktrail/shared/segment/dominators";
import { expressionReferences, expressionSources } from "@worktrail/shared/segment/expression-references";
import { buildGraph, type GraphStep, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge, Point, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { freshId } from "./fresh-id.ts";
import type { Gesture } from "./gesture.ts";
import { removeParts } from "./remove.ts";
import { rewriteReferences } from "./rewrite-references.ts";

/** Where values enter and leave the chosen steps. The edges are those that cross the border. */
export type SubSegmentCut = {
  readonly steps: readonly Step[];
  readonly edges: readonly Edge[];
  readonly incoming: readonly Edge[];
  readonly outgoing: readonly Edge[];
  readonly exit: Step;
};

export type CutAnswer = { ok: true; cut: SubSegmentCut } | { ok: false; why: string };

const refuse = (why: string): CutAnswer => ({ ok: false, why });

/** Whether steps can become a segment of their own that does the same: one way in, one way out, nothing read across. */
export function cutSubSegment(segment: Segment, step_ids: ReadonlySet<string>, catalog: Catalog): CutAnswer {
  const graph = buildGraph(segment, catalog);
  const chosen = segment.steps.flatMap(({ step_id }) => {
    const node = step_ids.has(step_id) ? graph.steps.get(step_id) : undefined;
    return node ? [node] : [];
  });
  if (chosen.length === 0) return refuse("Select the steps that are to become a sub-segment first.");
  const border = borderOf(segment, step_ids);
  const entry = entryOf(chosen, border.incoming, step_ids);
  if ("why" in entry) return refuse(entry.why);
  const exit = exitOf(chosen, border.outgoing, step_ids);
  if ("why" in exit) return refuse(exit.why);
  const readsAcross = readAcross(graph, chosen, exit.step, step_ids, border.incoming.length > 0);
  if (readsAcross) return refuse(readsAcross);
  return { ok: true, cut: { steps: chosen.map(({ step }) => step), ...border, exit: exit.step.step } };
}

function borderOf(segment: Segment, step_ids: ReadonlySet<string>) {
  const edges = segment.edges ?? [];
  const starts = (edge: Edge) => step_ids.has(edge.source_step);
  const ends = (edge: Edge) => step_ids.has(edge.target_step);
  return {
    edges: edges.filter((edge) => starts(edge) && ends(edge)),
    incoming: edges.filter((edge) => !starts(edge) && ends(edge)),
    outgoing: edges.filter((edge) => starts(edge) && !ends(edge)),
  };
}

const nameOf = ({ step }: GraphStep) => `“${step.name ?? step.step_id}”`;

function named(steps: readonly GraphStep[]): string {
  const [first, second, ...more] = steps.map(nameOf);
  return `${first} and ${second}${more.length > 0 ? ` and ${more.length} more` : ""}`;
}

type End = { step: GraphStep } | { why: string };

function entryOf(
  chosen: readonly GraphStep[],
  incoming: readonly Edge[],
  step_ids: ReadonlySet<string>,
): End {
  const entries = chosen.filter(
    ({ step, incoming: own }) =>
      own.length === 0 ||
      incoming.some((edge) => edge.target_step === step.step_id) ||
      own.every((edge) => !step_ids.has(edge.source_step)),
  );
  const [entry, ...others] = entries;
  if (!entry) return { why: "The steps go round in a circle. Remove an edge first." };
  if (others.length > 0) {
    return {
      why: `A sub-segment has one way in, but ${named(entries)} are entered from outside. Select fewer steps.`,
    };
  }
  const first = entry.ports.inputs[0]?.port_id;
  if (incoming.some((edge) => edge.target_port !== first)) {
    return {
      why: `A sub-segment is entered through one port, but ${nameOf(entry)} takes values on others too.`,
    };
  }
  return { step: entry };
}

function exitOf(chosen: readonly GraphStep[], outgoing: readonly Edge[], step_ids: ReadonlySet<string>): End {
  const exits = chosen.filter(
    ({ step, outgoing: own }) =>
      outgoing.some((edge) => edge.source_step === step.step_id) ||
      own.every((edge) => !step_ids.has(edge.target_step)),
  );
  const [exit, ...others] = exits;
  if (!exit) return { why: "The steps go round in a circle. Remove an edge first." };
  if (others.length > 0) {
    return {
      why: `A sub-segment has one way out, but ${named(exits)} are left for outside. Select more steps, or fewer.`,
    };
  }
  if (exit.outgoing.some((edge) => step_ids.has(edge.target_step))) {
    return {
      why: `${nameOf(exit)} leads both outside and to a chosen step. Select the steps behind it too, or not.`,
    };
  }
  const first = exit.ports.outputs[0]?.port_id;
  if (outgoing.some((edge) => edge.source_port !== first)) {
    return {
      why: `A sub-segment gives one value, but ${nameOf(exit)} is left through other ports than its first.`,
    };
  }
  if (first !== undefined && outgoing.length > 0 && isExclusivePort(exit, first)) {
    return {
      why: `${nameOf(exit)} may end without a value on this way. End with a step that always gives one.`,
    };
  }
  return { step: exit };
}

/** Expressions see their own segment only: what they read across the border would be gone. */
function readAcross(
  graph: SegmentGraph,
  chosen: readonly GraphStep[],
  exit: GraphStep,
  step_ids: ReadonlySet<string>,
  entered: boolean,
): string | null {
  for (const node of chosen) {
    for (const source of configExpressions(node)) {
      const outside = expressionReferences(source).find(({ step_id }) => !step_ids.has(step_id));
      if (outside && graph.steps.has(outside.step_id)) {
        return `${nameOf(node)} reads “${outside.step_id}”, which stays outside. Pass its value in with the input first.`;
      }
      if (entered && expressionSources(source).some(readsRunInput)) {
        return `${nameOf(node)} reads the input of the whole run. Pass it in with the input first.`;
      }
    }
  }
  const readable = exit.ports.outputs[0]?.port_id === "output" ? exit.step.step_id : null;
  for (const node of graph.steps.values()) {
    if (step_ids.has(node.step.step_id)) continue;
    for (const { step_id, port_id } of configExpressions(node).flatMap(expressionReferences)) {
      if (!step_ids.has(step_id) || (step_id === readable && port_id === "output")) continue;
      return `${nameOf(node)} reads “${step_id}”, which would be inside. Pass its value on with the output first.`;
    }
  }
  return null;
}

function readsRunInput(expression: string): boolean {
  const compiled = compileExpression(expression);
  if (!compiled.ok) return false;
  return variableUses(compiled.program.syntax).some(
    ({ name, path }) => name === "run" && (path.length === 0 || path[0]?.key === "input"),
  );
}

/** The chosen steps as a segment, under an id that is to be made free. */
export function subSegmentOfCut(
  parent: Segment,
  cut: SubSegmentCut,
  { segment_id, name }: { segment_id: string; name: string },
): Segment {
  const { timeout_seconds: _, ...params } = parent.params ?? {};
  return {
    segment_id,
    name,
    version: "1.0.0",
    ...(Object.keys(params).length > 0 && { params }),
    steps: [...cut.steps],
    ...(cut.edges.length > 0 && { edges: [...cut.edges] }),
  };
}

/** The step that takes the place of what was cut out. */
export function replaceBySubSegment(
  cut: SubSegmentCut,
  child: { segment_id: string; name: string },
  catalog: Catalog,
  placeOf: (step_id: string) => Point,
): Gesture {
  return (segment) => {
    const gone = new Set(cut.steps.map(({ step_id }) => step_id));
    const without = removeParts({ steps: gone, edges: new Set(), notes: new Set() })(segment);
    const step_id = freshId(child.segment_id, new Set(without.steps.map((step) => step.step_id)));
    const step: Step = {
      step_id,
      step_type: "sub_segment",
      name: child.name,
      config: { segment_id: child.segment_id, mode: "once" },
      position: middleOf(cut.steps.map((old) => old.position ?? placeOf(old.step_id))),
    };
    const entering = cut.incoming.map((edge) => ({ ...edge, target_step: step_id, target_port: "input" }));
    const leaving = cut.outgoing.map((edge) => ({ ...edge, source_step: step_id, source_port: "output" }));
    const renames = new Map([[cut.exit.step_id, step_id]]);
    return {
      ...without,
      steps: [...rewriteReferences(without.steps, renames, catalog), step],
      edges: [...(without.edges ?? []), ...entering, ...leaving],
    };
  };
}

function middleOf(places: readonly Point[]): Point {
  const middle = (values: readonly number[]) => Math.round((Math.min(...values) + Math.max(...values)) / 2);
  return { x: middle(places.map(({ x }) => x)), y: middle(places.map(({ y }) => y)) };
}
