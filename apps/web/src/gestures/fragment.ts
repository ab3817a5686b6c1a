// A piece of a segment: what copy takes, and paste and duplicate put in.
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge, Group, Note, Point, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { freshId } from "./fresh-id.ts";
import type { Gesture } from "./gesture.ts";
import type { Parts } from "./parts.ts";
import { rewriteReferences } from "./rewrite-references.ts";

export type Fragment = {
  readonly steps: Step[];
  readonly edges: Edge[];
  readonly notes: Note[];
  readonly groups?: Group[];
};

/**
 * The chosen steps and notes, the edges among the steps, and the groups of which every step is chosen.
 * `placeOf` answers for steps without a position.
 */
export function fragmentOf(segment: Segment, parts: Parts, placeOf: (step_id: string) => Point): Fragment {
  const whole = ({ step_ids }: Group) => step_ids.length > 0 && step_ids.every((id) => parts.steps.has(id));
  const groups = (segment.groups ?? []).filter(whole);
  return {
    steps: segment.steps
      .filter((step) => parts.steps.has(step.step_id))
      .map((step) => (step.position ? step : { ...step, position: placeOf(step.step_id) })),
    edges: (segment.edges ?? []).filter(
      (edge) => parts.steps.has(edge.source_step) && parts.steps.has(edge.target_step),
    ),
    notes: (segment.notes ?? []).filter((note) => parts.notes.has(note.note_id)),
    ...(groups.length > 0 && { groups }),
  };
}

/** The fragment with ids that are free in the segment, its edges and expressions following, moved by `by`. */
export function fitFragment(fragment: Fragment, segment: Segment, by: Point, catalog: Catalog): Fragment {
  const stepIds = freshIds(
    fragment.steps.map((step) => step.step_id),
    segment.steps.map((step) => step.step_id),
  );
  const noteIds = freshIds(
    fragment.notes.map((note) => note.note_id),
    (segment.notes ?? []).map((note) => note.note_id),
  );
  const shift = (at: Point): Point => ({ x: at.x + by.x, y: at.y + by.y });
  const steps = fragment.steps.map((step) => ({
    ...step,
    step_id: stepIds.get(step.step_id) ?? step.step_id,
    position: shift(step.position ?? { x: 0, y: 0 }),
  }));
  const edges = fragment.edges.flatMap((edge): Edge[] => {
    const source_step = stepIds.get(edge.source_step);
    const target_step = stepIds.get(edge.target_step);
    return source_step && target_step ? [{ ...edge, source_step, target_step }] : [];
  });
  const notes = fragment.notes.map((note) => ({
    ...note,
    note_id: noteIds.get(note.note_id) ?? note.note_id,
    position: shift(note.position),
  }));
  const renamed = new Map([...stepIds].filter(([from, to]) => from !== to));
  const groups = fitGroups(fragment.groups ?? [], segment, stepIds);
  return {
    steps: renamed.size > 0 ? rewriteReferences(steps, renamed, catalog) : steps,
    edges,
    notes,
    ...(groups.length > 0 && { groups }),
  };
}

/** Adds a fragment whose ids are free already. */
export function insertFragment({ steps, edges, notes, groups = [] }: Fragment): Gesture {
  return (segment) => {
    if (steps.length + notes.length === 0) return segment;
    const known = new Set((segment.edges ?? []).map(edgeKey));
    const fresh = edges.filter((edge) => !known.has(edgeKey(edge)));
    return {
      ...segment,
      steps: [...segment.steps, ...steps],
      ...((segment.edges || fresh.length > 0) && { edges: [...(segment.edges ?? []), ...fresh] }),
      ...((segment.notes || notes.length > 0) && { notes: [...(segment.notes ?? []), ...notes] }),
      ...(groups.length > 0 && { groups: [...(segment.groups ?? []), ...groups] }),
    };
  };
}

function fitGroups(groups: readonly Group[], into: Segment, stepIds: ReadonlyMap<string, string>): Group[] {
  const groupIds = freshIds(
    groups.map((group) => group.group_id),
    (into.groups ?? []).map((group) => group.group_id),
  );
  return groups.flatMap((group) => {
    const step_ids = group.step_ids.flatMap((id) => stepIds.get(id) ?? []);
    const group_id = groupIds.get(group.group_id) ?? group.group_id;
    return step_ids.length === 0 ? [] : [{ ...group, group_id, step_ids }];
  });
}

function freshIds(wanted: readonly string[], present: readonly string[]): Map<string, string> {
  const taken = new Set(present);
  const tried = new Map<string, number>();
  const ids = new Map<string, string>();
  for (const id of wanted) {
    const fresh = freshId(id, taken, tried);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  return ids;
}
