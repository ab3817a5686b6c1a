import type { Catalog } from "../../step/define-step.ts";
import type { SegmentGraph } from "../graph.ts";
import type { Issue, IssueCode } from "../issue.ts";
import type { Segment } from "../schema.ts";

/** What every rule reads. Rules are pure and never throw. */
export type RuleContext = {
  readonly segment: Segment;
  readonly catalog: Catalog;
  readonly graph: SegmentGraph;
};

export type Rule = (context: RuleContext) => Issue[];

export function errorAt(code: IssueCode, path: string, message: string, step_id?: string): Issue {
  return { code, severity: "error", path, message, ...(step_id === undefined ? {} : { step_id }) };
}

export function warningAt(code: IssueCode, path: string, message: string, step_id?: string): Issue {
  return { code, severity: "warning", path, message, ...(step_id === undefined ? {} : { step_id }) };
}
