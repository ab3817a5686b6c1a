// What changed between two segments, as records by id: one entry of the undo history, reversible.
import { edgeKey } from "./graph.ts";
import { sameValue } from "./same-value.ts";
import type { Edge, Group, Note, Segment, Step } from "./schema.ts";

/** Records by key. `order` is there when the list's order is not what keeping, removing and appending gives. */
export type ListDiff<Item> = {
  readonly added: Readonly<Record<string, Item>>;
  readonly updated: Readonly<Record<string, readonly [from: Item, to: Item]>>;
  readonly removed: Readonly<Record<string, Item>>;
  readonly order?: readonly [from: readonly string[], to: readonly string[]];
  /** Whether the list itself is there; all but `steps` may be absent. */
  readonly present?: readonly [from: boolean, to: boolean];
};

type Fields = Omit<Segment, "steps" | "edges" | "notes" | "groups">;

export type SegmentDiff = {
  readonly fields?: readonly [from: Partial<Fields>, to: Partial<Fields>];
  readonly steps?: ListDiff<Step>;
  readonly edges?: ListDiff<Edge>;
  readonly notes?: ListDiff<Note>;
  readonly groups?: ListDiff<Group>;
};

export const stepKey = (step: Step) => step.step_id;
export const noteKey = (note: Note) => note.note_id;
export const groupKey = (group: Group) => group.group_id;

/** `applyDiff(from, diffSegments(from, to))` equals `to`. Unchanged objects are told by reference, so a small edit is cheap. */
export function diffSegments(from: Segment, to: Segment): SegmentDiff {
  const fields = diffFields(from, to);
  const steps = diffList(from.steps, to.steps, stepKey);
  const edges = diffList(from.edges, to.edges, edgeKey);
  const notes = diffList(from.notes, to.notes, noteKey);
  const groups = diffList(from.groups, to.groups, groupKey);
  return {
    ...(fields && { fields }),
    ...(steps && { steps }),
    ...(edges && { edges }),
    ...(notes && { notes }),
    ...(groups && { groups }),
  };
}

/** Leaves every record that the diff does not name as the same object. */
export function applyDiff(segment: Segment, diff: SegmentDiff): Segment {
  const next: Segment = { ...segment };
  if (diff.fields) {
    const [from, to] = diff.fields;
    for (const key of Object.keys(from)) Reflect.deleteProperty(next, key);
    Object.assign(next, to);
  }
  if (diff.steps) next.steps = applyList(segment.steps, diff.steps, stepKey) ?? [];
  if (diff.edges) setOrRemove(next, "edges", applyList(segment.edges, diff.edges, edgeKey));
  if (diff.notes) setOrRemove(next, "notes", applyList(segment.notes, diff.notes, noteKey));
  if (diff.groups) setOrRemove(next, "groups", applyList(segment.groups, diff.groups, groupKey));
  return next;
}

export function reverseDiff(diff: SegmentDiff): SegmentDiff {
  return {
    ...(diff.fields && { fields: [diff.fields[1], diff.fields[0]] as const }),
    ...(diff.steps && { steps: reverseList(diff.steps) }),
    ...(diff.edges && { edges: reverseList(diff.edges) }),
    ...(diff.notes && { notes: reverseList(diff.notes) }),
    ...(diff.groups && { groups: reverseList(diff.groups) }),
  };
}

export function isEmptyDiff(diff: SegmentDiff): boolean {
  return Object.keys(diff).length === 0;
}

function diffFields(from: Segment, to: Segment): SegmentDiff["fields"] {
  const { steps: _steps, edges: _edges, notes: _notes, groups: _groups, ...before } = from;
  const { steps: _nextSteps, edges: _nextEdges, notes: _nextNotes, groups: _nextGroups, ...after } = to;
  const left: Record<string, unknown> = { ...before };
  const right: Record<string, unknown> = { ...after };
  const changed = Object.keys({ ...left, ...right }).filter((key) => !sameValue(left[key], right[key]));
  if (changed.length === 0) return undefined;
  return [pick(left, changed), pick(right, changed)];
}

function pick(source: Record<string, unknown>, keys: readonly string[]): Partial<Fields> {
  return Object.fromEntries(keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]));
}

function diffList<Item>(
  from: readonly Item[] | undefined,
  to: readonly Item[] | undefined,
  keyOf: (item: Item) => string,
): ListDiff<Item> | undefined {
  if (from === to) return undefined;
  const before = keyedRecords(from ?? [], keyOf);
  const after = keyedRecords(to ?? [], keyOf);
  const removed = [...before].filter(([key]) => !after.has(key));
  const added = [...after].filter(([key]) => !before.has(key));
  const updated: [string, readonly [Item, Item]][] = [];
  for (const [key, item] of after) {
    const old = before.get(key);
    if (old !== undefined && !sameValue(old, item)) updated.push([key, [old, item]]);
  }
  const order = sameOrder(before, after) ? undefined : ([[...before.keys()], [...after.keys()]] as const);
  const present =
    (from === undefined) === (to === undefined)
      ? undefined
      : ([from !== undefined, to !== undefined] as const);
  if (removed.length + added.length + updated.length === 0 && !order && !present) return undefined;
  return {
    added: Object.fromEntries(added),
    updated: Object.fromEntries(updated),
    removed: Object.fromEntries(removed),
    ...(order && { order }),
    ...(present && { present }),
  };
}

/** Drafts may hold the same id twice: the second and later get a key of their own. No id holds a `#`. */
export function keyedRecords<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item> {
  const map = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    let unique = key;
    for (let count = 2; map.has(unique); count++) unique = `${key}#${count}`;
    map.set(unique, item);
  }
  return map;
}

/** Both ways: the reversed diff appends what this one removes. */
function sameOrder(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): boolean {
  const kept = [...before.keys()].filter((key) => after.has(key));
  const forward = [...kept, ...[...after.keys()].filter((key) => !before.has(key))];
  const backward = [...kept, ...[...before.keys()].filter((key) => !after.has(key))];
  return equalKeys(forward, after) && equalKeys(backward, before);
}

function equalKeys(keys: readonly string[], map: ReadonlyMap<string, unknown>): boolean {
  let index = 0;
  for (const key of map.keys()) if (keys[index++] !== key) return false;
  return true;
}

function applyList<Item>(
  items: readonly Item[] | undefined,
  diff: ListDiff<Item>,
  keyOf: (item: Item) => string,
): Item[] | undefined {
  if (diff.present?.[1] === false) return undefined;
  const map = keyedRecords(items ?? [], keyOf);
  for (const key of Object.keys(diff.removed)) map.delete(key);
  for (const [key, [, to]] of Object.entries(diff.updated)) map.set(key, to);
  for (const [key, item] of Object.entries(diff.added)) map.set(key, item);
  if (!diff.order) return [...map.values()];
  const ordered: Item[] = [];
  for (const key of diff.order[1]) {
    const item = map.get(key);
    if (item === undefined) continue;
    ordered.push(item);
    map.delete(key);
  }
  return [...ordered, ...map.values()];
}

function setOrRemove<Key extends "edges" | "notes" | "groups">(
  segment: Segment,
  key: Key,
  list: Segment[Key],
): void {
  if (list === undefined) delete segment[key];
  else segment[key] = list;
}

function reverseList<Item>(diff: ListDiff<Item>): ListDiff<Item> {
  return {
    added: diff.removed,
    updated: Object.fromEntries(
      Object.entries(diff.updated).map(([key, [from, to]]) => [key, [to, from] as const]),
    ),
    removed: diff.added,
    ...(diff.order && { order: [diff.order[1], diff.order[0]] as const }),
    ...(diff.present && { present: [diff.present[1], diff.present[0]] as const }),
  };
}
