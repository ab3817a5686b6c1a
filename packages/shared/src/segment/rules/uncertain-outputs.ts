import { configExpressions } from "../config-expressions.ts";
import { buildDominators, type Certainty, type Dominators, isExclusivePort } from "../dominators.ts";
import { expressionReferences, type StepReference } from "../expression-references.ts";
import type { GraphStep, SegmentGraph } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { type RuleContext, warningAt } from "./context.ts";

/** An expression names an output that is not there on every way to its step. */
export function uncertainOutputs({ graph }: RuleContext): Issue[] {
  let dominators: Dominators | null = null;
  return [...graph.steps.values()].flatMap((step) => {
    let certain: ReadonlySet<string> | null = null;
    return configExpressions(step).flatMap((source) => {
      if (!source.text.includes("steps")) return [];
      const path = `/steps/${step.index}/config${source.path}`;
      return expressionReferences(source).flatMap((reference) => {
        dominators ??= buildDominators(graph);
        certain ??= certainNames(dominators, step);
        if (reference.isOptional || !isUncertain(graph, certain, step, reference)) return [];
        return [warningAt("OUTPUT_SOMETIMES", path, sentence(reference), step.step.step_id)];
      });
    });
  });
}

/** What has happened whenever the step runs; empty for steps on or behind a cycle. */
function certainNames(dominators: Dominators, step: GraphStep): ReadonlySet<string> {
  const certain = new Set<string>();
  let at: Certainty | null = dominators.ofStep(step.step.step_id) ?? null;
  for (; at; at = at.parent) certain.add(nameOf(at.step_id, at.port));
  return certain;
}

function sentence({ step_id, port_id }: StepReference): string {
  const name = `steps.${step_id}${port_id === null ? "" : access(port_id, "")}`;
  const optional = `steps.?${step_id}${port_id === null ? "" : access(port_id, "?")}`;
  return `${name} is there on some ways to this step only. Read it as ${optional} with orValue(…), or connect the steps so that it always is.`;
}

/** Words of the expression language cannot follow a dot. */
function access(name: string, optional: "" | "?"): string {
  return /^(true|false|null|in)$/.test(name) ? `[${optional}"${name}"]` : `.${optional}${name}`;
}

function isUncertain(
  graph: SegmentGraph,
  certain: ReadonlySet<string>,
  step: GraphStep,
  reference: StepReference,
): boolean {
  const source = graph.steps.get(reference.step_id);
  if (!source || certain.size === 0) return false;
  const { step_id, port_id } = reference;
  if (port_id !== null && isExclusivePort(source, port_id)) {
    return isUpstream(graph, step, step_id) && !certain.has(nameOf(step_id, port_id));
  }
  if (certain.has(nameOf(step_id, null)) || !isUpstream(graph, step, step_id)) return false;
  return !(alwaysRuns(graph, source, certain) && isAwaited(graph, step, step_id));
}

function nameOf(step_id: string, port: string | null): string {
  return port === null ? step_id : `${step_id}.${port}`;
}

/** Whether the step runs whenever all that is certain has happened: one unbroken way from there is enough. */
function alwaysRuns(graph: SegmentGraph, step: GraphStep, certain: ReadonlySet<string>): boolean {
  return walkBack(graph, step, (at) => {
    if (at.incoming.length === 0 || certain.has(at.step.step_id)) return "found";
    return at.incoming.filter((edge) => {
      const source = graph.steps.get(edge.source_step);
      if (!source || !isExclusivePort(source, edge.source_port)) return true;
      return certain.has(nameOf(edge.source_step, edge.source_port));
    });
  });
}

function isUpstream(graph: SegmentGraph, step: GraphStep, step_id: string): boolean {
  return walkBack(graph, step, (at) => (at !== step && at.step.step_id === step_id ? "found" : at.incoming));
}

/** Whether the step waits for the other: a join that goes on with the first branch does not wait for the rest. */
function isAwaited(graph: SegmentGraph, step: GraphStep, step_id: string): boolean {
  return walkBack(graph, step, (at) => {
    if (at !== step && at.step.step_id === step_id) return "found";
    const strategy = at.contract?.join_strategy?.(at.step.config ?? {}) ?? "all";
    return strategy === "all" || at.incoming.length === 1 ? at.incoming : [];
  });
}

type Visit = (step: GraphStep) => "found" | readonly { source_step: string }[];

function walkBack(graph: SegmentGraph, from: GraphStep, visit: Visit): boolean {
  const seen = new Set([from]);
  for (const step of seen) {
    const next = visit(step);
    if (next === "found") return true;
    for (const edge of next) {
      const source = graph.steps.get(edge.source_step);
      if (source) seen.add(source);
    }
  }
  return false;
}
