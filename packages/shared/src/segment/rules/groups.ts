import type { Issue } from "../issue.ts";
import { type RuleContext, warningAt } from "./context.ts";

/** A group names steps that are there, and no step is in two groups. */
export function groups({ segment, graph }: RuleContext): Issue[] {
  const taken = new Map<string, string>();
  return (segment.groups ?? []).flatMap((group, index) =>
    group.step_ids.flatMap((step_id, place) => {
      const path = `/groups/${index}/step_ids/${place}`;
      if (!graph.steps.has(step_id)) {
        const message = `The group “${group.title}” names the step "${step_id}", which is not there. Take it out of the group.`;
        return [warningAt("GROUP_STEP_MISSING", path, message)];
      }
      const other = taken.get(step_id);
      taken.set(step_id, group.title);
      if (other === undefined) return [];
      const message = `The step "${step_id}" is in the groups “${other}” and “${group.title}”. Take it out of one of them.`;
      return [warningAt("GROUP_STEP_TAKEN", path, message, step_id)];
    }),
  );
}
