import type { Issue } from "@worktrail/shared/segment/issue";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { checkSubSegments } from "./check-sub-segments.ts";

/** Everything that is wrong or doubtful about a segment; nothing is written. */
export async function checkSegment(
  { storage }: Pick<Deps, "storage">,
  { organization_id }: Pick<Actor, "organization_id">,
  value: unknown,
): Promise<{ valid: boolean; issues: Issue[] }> {
  const parsed = parseSegment(value);
  if (!parsed.ok) return { valid: false, issues: parsed.issues };
  const { segment } = parsed;
  const issues = [
    ...validateSegment(segment, catalog),
    ...(await checkSubSegments(storage.db, organization_id, segment)),
  ];
  return { valid: !hasErrors(issues), issues };
}
