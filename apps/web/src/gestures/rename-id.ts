import type { Edge, Group, Segment } from "@worktrail/shared/segment/schema";
import { IdSchema } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Gesture } from "./gesture.ts";
import { type Renames, rewriteReferences } from "./rewrite-references.ts";

/** Gives a step another id and follows it through edges, groups and expressions. Does nothing for an id that is bad or taken. */
export function renameStepId(from: string, to: string, catalog: Catalog): Gesture {
  return (segment) =>
    renameProblem(segment, from, to) === null
      ? renameStepIds(new Map([[from, to]]), catalog)(segment)
      : segment;
}

/** As `renameStepId` for several steps at once. Each new id has to be good and free: see `renameProblem`. */
export function renameStepIds(renames: Renames, catalog: Catalog): Gesture {
  return (segment) => {
    if (!segment.steps.some((step) => renames.has(step.step_id))) return segment;
    const follow = (step_id: string) => renames.get(step_id) ?? step_id;
    const steps = segment.steps.map((step) =>
      renames.has(step.step_id) ? { ...step, step_id: follow(step.step_id) } : step,
    );
    const followEdge = (edge: Edge): Edge =>
      renames.has(edge.source_step) || renames.has(edge.target_step)
        ? { ...edge, source_step: follow(edge.source_step), target_step: follow(edge.target_step) }
        : edge;
    const followGroup = (group: Group): Group =>
      group.step_ids.some((step_id) => renames.has(step_id))
        ? { ...group, step_ids: group.step_ids.map(follow) }
        : group;
    return {
      ...segment,
      steps: rewriteReferences(steps, renames, catalog),
      ...(segment.edges && { edges: segment.edges.map(followEdge) }),
      ...(segment.groups && { groups: segment.groups.map(followGroup) }),
    };
  };
}

/** Why a step cannot have this id, as a sentence; null where it can. */
export function renameProblem(segment: Segment, from: string, to: string): string | null {
  if (from === to || !segment.steps.some((step) => step.step_id === from))
    return "There is nothing to rename.";
  const read = IdSchema.safeParse(to);
  if (!read.success) return read.error.issues[0]?.message ?? "This is not an id.";
  if (segment.steps.some((step) => step.step_id === to)) return `Another step has the id ${to} already.`;
  return null;
}
