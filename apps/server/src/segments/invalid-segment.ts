import { AppError } from "@worktrail/shared/errors";
import type { Issue } from "@worktrail/shared/segment/issue";

/** The refusal of a segment, with every issue located; its message is the first error's. */
export function invalidSegment(what: string, issues: readonly Issue[]): AppError {
  const errors = issues.filter((issue) => issue.severity === "error");
  const [first] = errors;
  const more = errors.length > 1 ? ` There are ${errors.length - 1} more problems.` : "";
  return new AppError("INVALID_SEGMENT", `${what} ${first?.message ?? ""}${more}`.trim(), {
    path: `/segment${first?.path ?? ""}`,
    data: { issues },
  });
}
