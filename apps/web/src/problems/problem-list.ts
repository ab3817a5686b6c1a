import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Issue } from "@worktrail/shared/segment/issue";
import { counted } from "../ui/counted.ts";

export type Problem = { readonly key: string; readonly issue: Issue; readonly step_name: string | null };

/** Errors first, then warnings, each in the order of the document, with the name of the step. */
export function problemList(issues: readonly Issue[], graph: SegmentGraph): Problem[] {
  const nameOf = (step_id: string) => {
    const node = graph.steps.get(step_id);
    return node ? node.step.name || node.contract?.display_name || step_id : step_id;
  };
  const seen = new Map<string, number>();
  return issues
    .toSorted((a, b) => rank(a) - rank(b))
    .map((issue) => {
      const place = `${issue.code} ${issue.path} ${issue.message}`;
      const times = seen.get(place) ?? 0;
      seen.set(place, times + 1);
      const step_name = issue.step_id === undefined ? null : nameOf(issue.step_id);
      return { key: `${place} ${times}`, issue, step_name };
    });
}

function rank({ severity }: Issue): number {
  return severity === "error" ? 0 : 1;
}

/** "2 errors, 1 warning", or "No problems". */
export function problemSummary(issues: readonly Issue[]): string {
  const errors = issues.filter((issue) => issue.severity === "error").length;
  const warnings = issues.length - errors;
  const parts = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(
    Boolean,
  );
  return parts.join(", ") || "No problems";
}
