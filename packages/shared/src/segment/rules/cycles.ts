import type { SegmentGraph } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

const MAX_LISTED = 20;

/** One issue per knot of cycles, at its last edge in the document, with one cycle listed. */
export function cycles({ segment, graph }: RuleContext): Issue[] {
  const indexes = new Map((segment.edges ?? []).map((edge, index) => [edge, index]));
  return knots(graph).map((knot) => {
    const steps = oneCycle(graph, knot);
    const closing = lastEdge(graph, steps, indexes);
    const listed = steps.length > MAX_LISTED ? [...steps.slice(0, MAX_LISTED), "…"] : steps;
    const message = `These steps go round in a circle: ${[...listed, steps[0]].join(" → ")}. Remove one of the edges between them.`;
    return errorAt("CYCLE", `/edges/${closing}`, message, steps[0]);
  });
}

/** Steps that lie on cycles, in groups of which each reaches each other. */
export function knots(graph: SegmentGraph): string[][] {
  const ordered = new Set(graph.order);
  const left = [...graph.steps.keys()].filter((step_id) => !ordered.has(step_id));
  const inside = new Set(left);
  const finished = finishingOrder(graph, left, inside);
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const start of finished.reverse()) {
    if (seen.has(start)) continue;
    const group: string[] = [];
    const open = [start];
    seen.add(start);
    for (let step_id = open.pop(); step_id !== undefined; step_id = open.pop()) {
      group.push(step_id);
      for (const { source_step } of graph.steps.get(step_id)?.incoming ?? []) {
        if (!inside.has(source_step) || seen.has(source_step)) continue;
        seen.add(source_step);
        open.push(source_step);
      }
    }
    if (group.length > 1) groups.push(group);
  }
  const place = (group: string[]) =>
    Math.min(...group.map((step_id) => graph.steps.get(step_id)?.index ?? 0));
  return groups.sort((a, b) => place(a) - place(b));
}

/** Depth-first finishing order (the first half of Kosaraju's algorithm), without recursion. */
function finishingOrder(
  graph: SegmentGraph,
  starts: readonly string[],
  inside: ReadonlySet<string>,
): string[] {
  const finished: string[] = [];
  const seen = new Set<string>();
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path: { step_id: string; next: number }[] = [{ step_id: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = graph.steps.get(top.step_id)?.outgoing[top.next++]?.target_step;
      if (target === undefined) {
        finished.push(top.step_id);
        path.pop();
      } else if (inside.has(target) && !seen.has(target)) {
        seen.add(target);
        path.push({ step_id: target, next: 0 });
      }
    }
  }
  return finished;
}

/** The shortest cycle through the group's first step in the document. */
function oneCycle(graph: SegmentGraph, group: readonly string[]): string[] {
  const inside = new Set(group);
  const start = group.reduce((first, step_id) =>
    indexOf(graph, step_id) < indexOf(graph, first) ? step_id : first,
  );
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let head = 0; head < queue.length; head++) {
    const step_id = queue[head] ?? start;
    for (const { target_step } of graph.steps.get(step_id)?.outgoing ?? []) {
      if (target_step === start) return trace(cameFrom, step_id);
      if (!inside.has(target_step) || cameFrom.has(target_step)) continue;
      cameFrom.set(target_step, step_id);
      queue.push(target_step);
    }
  }
  return [...group];
}

function trace(cameFrom: ReadonlyMap<string, string>, end: string): string[] {
  const steps: string[] = [];
  for (let step_id: string | undefined = end; step_id !== undefined; step_id = cameFrom.get(step_id))
    steps.push(step_id);
  return steps.reverse();
}

function indexOf(graph: SegmentGraph, step_id: string): number {
  return graph.steps.get(step_id)?.index ?? 0;
}

function lastEdge(
  graph: SegmentGraph,
  cycle: readonly string[],
  indexes: ReadonlyMap<object, number>,
): number {
  let last = 0;
  for (const [place, step_id] of cycle.entries()) {
    const next = cycle[(place + 1) % cycle.length];
    for (const edge of graph.steps.get(step_id)?.outgoing ?? []) {
      if (edge.target_step === next) last = Math.max(last, indexes.get(edge) ?? 0);
    }
  }
  return last;
}
