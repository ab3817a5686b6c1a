import type { Catalog } from "../step/define-step.ts";
import { buildGraph } from "./graph.ts";
import type { Issue, IssueCode } from "./issue.ts";
import { configs } from "./rules/configs.ts";
import type { Rule, RuleContext } from "./rules/context.ts";
import { cycles } from "./rules/cycles.ts";
import { declaredPorts } from "./rules/declared-ports.ts";
import { duplicateIds } from "./rules/duplicate-ids.ts";
import { edges } from "./rules/edges.ts";
import { emptySegment } from "./rules/empty-segment.ts";
import { expressions } from "./rules/expressions.ts";
import { groups } from "./rules/groups.ts";
import { incompleteJoins } from "./rules/incomplete-joins.ts";
import { inputSchema } from "./rules/input-schema.ts";
import { policies } from "./rules/policies.ts";
import { stepTypes } from "./rules/step-types.ts";
import { uncertainOutputs } from "./rules/uncertain-outputs.ts";
import { unreachableSteps } from "./rules/unreachable-steps.ts";
import type { Segment } from "./schema.ts";

const RULES: readonly Rule[] = [
  emptySegment,
  inputSchema,
  duplicateIds,
  groups,
  stepTypes,
  configs,
  declaredPorts,
  policies,
  expressions,
  edges,
  cycles,
  unreachableSteps,
  incompleteJoins,
  uncertainOutputs,
];

/**
 * Every error and warning of a segment whose shape is right, ordered by place in the document.
 * Errors are kept with a draft and refuse publishing and starting; warnings refuse nothing.
 */
export function validateSegment(segment: Segment, catalog: Catalog): Issue[] {
  const parts = validateInParts(segment, catalog);
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
  }
}

/** As `validateSegment`, with a pause after each rule, for who has other things to do in between. */
export function* validateInParts(segment: Segment, catalog: Catalog): Generator<undefined, Issue[]> {
  const context: RuleContext = { segment, catalog, graph: buildGraph(segment, catalog) };
  const disabled = new Set(segment.steps.filter((step) => step.disabled).map(({ step_id }) => step_id));
  const issues: Issue[] = [];
  for (const rule of RULES) {
    yield;
    for (const issue of rule(context)) issues.push(disabled.has(issue.step_id ?? "") ? milder(issue) : issue);
  }
  return issues.sort(byPlace);
}

const OF_CONFIG: ReadonlySet<IssueCode> = new Set([
  "CONFIG_INVALID",
  "EXPRESSION_SYNTAX",
  "EXPRESSION_REFERENCE",
]);

/** Nobody reads the config of a disabled step: what is wrong with it can wait until the step is enabled again. */
function milder(issue: Issue): Issue {
  return OF_CONFIG.has(issue.code) ? { ...issue, severity: "warning" } : issue;
}

/** Whether any of the issues keeps a segment from being published or started. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}

function byPlace(a: Issue, b: Issue): number {
  return comparePaths(a.path, b.path) || compare(a.code, b.code) || compare(a.message, b.message);
}

/** Numbers by value, so that /steps/10 comes after /steps/9. */
function comparePaths(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const one = left[index] ?? "";
    const other = right[index] ?? "";
    if (one === other) continue;
    if (/^\d+$/.test(one) && /^\d+$/.test(other)) return Number(one) - Number(other);
    return compare(one, other);
  }
  return left.length - right.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
