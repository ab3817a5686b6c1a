// A diff as a list of changes for people: one for each record, with the fields that differ and whether a run
// would notice.
import { canonicalSegment } from "./canonical.ts";
import { diffSegments, type ListDiff, type SegmentDiff } from "./diff.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";
import { sameValue } from "./same-value.ts";
import type { Edge, Group, Note, Segment, Step } from "./schema.ts";

export type ChangeKind = "added" | "changed" | "removed";

export type RecordFieldChange = FieldChange & {
  /** Whether a run could go another way because of it. */
  readonly executes: boolean;
};

type ChangeOf<What extends string, Item> = {
  readonly what: What;
  readonly kind: ChangeKind;
  /** The id of the record: `step_id`, `edgeKey(edge)`, `note_id`, `group_id`; `segment` for the segment's own fields. */
  readonly key: string;
  readonly from: Item | null;
  readonly to: Item | null;
  readonly executes: boolean;
  /** Only for what changed; empty for an edge, which has no fields beside its ends. */
  readonly fields: readonly RecordFieldChange[];
};

export type SegmentChange =
  | ChangeOf<"step", Step>
  | ChangeOf<"edge", Edge>
  | ChangeOf<"note", Note>
  | ChangeOf<"group", Group>
  | ChangeOf<"segment", Partial<Segment>>;

/** Fields of a step that a run does not look at. */
const LIGHT_STEP_FIELDS = ["name", "position", "ui"];
/** Fields of the segment itself that a run looks at. */
const EXECUTED_FIELDS = ["params", "input_schema"];

/** What differs, steps first, in the order of the records. Equal segments written in another key order are equal. */
export function changesBetween(from: Segment, to: Segment): SegmentChange[] {
  return segmentChanges(canonicalDiff(diffSegments(from, to)));
}

/**
 * Brings only what differs into the contract's order, and drops what is equal then: the rest of a large segment
 * costs one comparison.
 */
function canonicalDiff(diff: SegmentDiff): SegmentDiff {
  const fields = diff.fields?.map((some) => canonicalPart(some)) as
    | [Partial<Segment>, Partial<Segment>]
    | undefined;
  return {
    ...(fields && !sameValue(...fields) && { fields }),
    ...(diff.steps && {
      steps: canonicalList(diff.steps, (step) => canonicalPart({ steps: [step] }).steps[0]),
    }),
    ...(diff.edges && {
      edges: canonicalList(diff.edges, (edge) => canonicalPart({ edges: [edge] }).edges?.[0]),
    }),
    ...(diff.notes && {
      notes: canonicalList(diff.notes, (note) => canonicalPart({ notes: [note] }).notes?.[0]),
    }),
    ...(diff.groups && {
      groups: canonicalList(diff.groups, (group) => canonicalPart({ groups: [group] }).groups?.[0]),
    }),
  };
}

function canonicalPart(part: Partial<Segment>): Segment {
  // Only its steps are read without a look whether they are there.
  return canonicalSegment({ steps: [], ...part } as Segment);
}

function canonicalList<Item>(
  diff: ListDiff<Item>,
  canonical: (item: Item) => Item | undefined,
): ListDiff<Item> {
  const updated = Object.entries(diff.updated).flatMap(([key, [from, to]]) => {
    const pair = [canonical(from) ?? from, canonical(to) ?? to] as const;
    return sameValue(...pair) ? [] : [[key, pair] as const];
  });
  return { ...diff, updated: Object.fromEntries(updated) };
}

export function segmentChanges(diff: SegmentDiff): SegmentChange[] {
  return [
    ...listChanges("step", diff.steps, stepFieldExecutes, true),
    ...listChanges("edge", diff.edges, () => true, true),
    ...reorderedInputs(diff.edges),
    ...fieldsChange(diff.fields),
    ...listChanges("group", diff.groups, () => false, false),
    ...listChanges("note", diff.notes, () => false, false),
  ];
}

/** Whether a run of the one segment could go another way than a run of the other. */
export function executionRelevant(diff: SegmentDiff): boolean {
  return segmentChanges(diff).some(({ executes }) => executes);
}

type Items = { step: Step; edge: Edge; note: Note; group: Group };

function listChanges<What extends keyof Items>(
  what: What,
  diff: ListDiff<Items[What]> | undefined,
  fieldExecutes: (path: string) => boolean,
  recordExecutes: boolean,
): ChangeOf<What, Items[What]>[] {
  if (!diff) return [];
  const whole = (kind: "added" | "removed", records: Readonly<Record<string, Items[What]>>) =>
    Object.entries(records).map(([key, item]) => ({
      what,
      kind,
      key,
      from: kind === "removed" ? item : null,
      to: kind === "added" ? item : null,
      executes: recordExecutes,
      fields: [],
    }));
  const changed = Object.entries(diff.updated).map(([key, [from, to]]) => {
    const fields = fieldChanges(from, to).map((field) => ({ ...field, executes: fieldExecutes(field.path) }));
    const executes = fields.some((field) => field.executes);
    return { what, kind: "changed" as const, key, from, to, executes, fields };
  });
  return [...whole("added", diff.added), ...changed, ...whole("removed", diff.removed)];
}

function stepFieldExecutes(path: string): boolean {
  const [, field = ""] = path.split("/");
  return !LIGHT_STEP_FIELDS.includes(field);
}

/**
 * Several edges into one port arrive as a list in the order of the edges: another order of those that stayed is
 * a change that a run notices.
 */
function reorderedInputs(diff: ListDiff<Edge> | undefined): ChangeOf<"segment", Partial<Segment>>[] {
  if (!diff?.order) return [];
  const [before, after] = diff.order.map(sourcesByTarget);
  if (!before || !after) return [];
  const fields = [...before].flatMap(([target, sources]) => {
    const now = after.get(target) ?? [];
    const stayed = sources.filter((source) => now.includes(source));
    const moved = now.filter((source) => sources.includes(source));
    if (stayed.join() === moved.join()) return [];
    return [{ path: `/edges/${target}`, from: stayed, to: moved, executes: true }];
  });
  if (fields.length === 0) return [];
  return [{ what: "segment", kind: "changed", key: "edges", from: null, to: null, executes: true, fields }];
}

function sourcesByTarget(keys: readonly string[]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const key of keys) {
    const [source = "", target = ""] = key.split(">");
    sources.set(target, [...(sources.get(target) ?? []), source]);
  }
  return sources;
}

function fieldsChange(fields: SegmentDiff["fields"]): ChangeOf<"segment", Partial<Segment>>[] {
  if (!fields) return [];
  const [from, to] = fields;
  const changes = fieldChanges(from, to).map((field) => ({
    ...field,
    executes: EXECUTED_FIELDS.some((name) => field.path.startsWith(`/${name}`)),
  }));
  const executes = changes.some((field) => field.executes);
  return [{ what: "segment", kind: "changed", key: "segment", from, to, executes, fields: changes }];
}

/** One name for what changed, unique in a list of changes. */
export const changeId = ({ what, key }: Pick<SegmentChange, "what" | "key">): string => `${what}:${key}`;
