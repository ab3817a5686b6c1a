import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function emptySegment({ segment }: RuleContext): Issue[] {
  if (segment.steps.length > 0) return [];
  return [errorAt("SEGMENT_EMPTY", "/steps", "This segment has no steps. Add at least one.")];
}
