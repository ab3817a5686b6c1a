import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function policies({ segment, catalog }: RuleContext): Issue[] {
  return segment.steps.flatMap((step, index) => {
    const contract = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
    if (!contract) return [];
    const issues: Issue[] = [];
    if (step.retry !== undefined && !contract.supports_retry) {
      const message = `A ${step.step_type} step is not retried. Remove its retry policy.`;
      issues.push(errorAt("RETRY_UNSUPPORTED", `/steps/${index}/retry`, message, step.step_id));
    }
    if (step.timeout_seconds !== undefined && !contract.supports_timeout) {
      const message = `A ${step.step_type} step has no time-out of this kind. Remove timeout_seconds.`;
      issues.push(errorAt("TIMEOUT_UNSUPPORTED", `/steps/${index}/timeout_seconds`, message, step.step_id));
    }
    return issues;
  });
}
