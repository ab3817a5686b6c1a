import { closestWord } from "../closest-word.ts";
import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function stepTypes({ segment, catalog }: RuleContext): Issue[] {
  return segment.steps.flatMap((step, index) => {
    if (Object.hasOwn(catalog, step.step_type)) return [];
    const known = Object.keys(catalog);
    const close = closestWord(step.step_type, known);
    const hint = close ? `Did you mean "${close}"?` : `Use one of ${known.join(", ")}.`;
    const message = `There is no step type "${step.step_type}". ${hint}`;
    return [errorAt("STEP_TYPE_UNKNOWN", `/steps/${index}/step_type`, message, step.step_id)];
  });
}
