import type { IssueCode } from "../../segment/issue.ts";

export type BadSegment = {
  readonly name: string;
  /** A text is parsed as JSON; anything else is taken as the parsed value. */
  readonly given: unknown;
  /** `refused`: the shape is broken; `error`: kept with a draft; `warning`: may run. */
  readonly outcome: "refused" | "error" | "warning";
  readonly code: IssueCode;
  readonly path: string;
};

export type Row = readonly [name: string, given: unknown, code: IssueCode, path: string];

export function rows(outcome: BadSegment["outcome"], list: readonly Row[]): BadSegment[] {
  return list.map(([name, given, code, path]) => ({ name, given, outcome, code, path }));
}
