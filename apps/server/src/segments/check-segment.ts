import type { Issue } from "@worktrail/shared/segment/issue";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";

/** Everything that is wrong or doubtful about a segment; nothing is written. */
export function checkSegment(value: unknown): { valid: boolean; issues: Issue[] } {
  const parsed = parseSegment(value);
  if (!parsed.ok) return { valid: false, issues: parsed.issues };
  const issues = validateSegment(parsed.segment, catalog);
  return { valid: !hasErrors(issues), issues };
}
