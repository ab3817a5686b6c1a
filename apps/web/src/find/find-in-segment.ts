import { jsonPointer } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import {
  edgeFields,
  type FieldKind,
  type FieldOwner,
  type FindField,
  groupFields,
  noteFields,
  segmentFields,
  stepFields,
} from "./find-fields.ts";
import { type FindQuery, type FindScope, type TextHit, textFinder } from "./find-query.ts";

export type Match = FindField &
  TextHit & {
    readonly owner: FieldOwner;
    /** JSON Pointer into the segment. */
    readonly pointer: string;
  };

export type FindResult = {
  readonly matches: readonly Match[];
  /** There are more than `MAX_MATCHES`. */
  readonly more: boolean;
  /** Why nothing can be looked for. */
  readonly problem: string | null;
};

export const MAX_MATCHES = 5_000;
export const NOTHING_FOUND: FindResult = { matches: [], more: false, problem: null };

/** Every place of the query in a segment: the segment's own, then its steps, notes, groups and edges. */
export function findInSegment(segment: Segment, query: FindQuery, catalog: Catalog): FindResult {
  if (query.text === "") return NOTHING_FOUND;
  const finder = textFinder(query);
  if (!finder.ok) return { ...NOTHING_FOUND, problem: finder.message };
  const matches: Match[] = [];
  for (const { owner, base, fields } of owners(segment, catalog)) {
    for (const field of fields) {
      if (!inScope(field.kind, query.scope)) continue;
      for (const hit of finder.find(field.text, MAX_MATCHES + 1 - matches.length)) {
        matches.push({ ...field, ...hit, owner, pointer: base + field.path });
      }
      if (matches.length > MAX_MATCHES) {
        return { matches: matches.slice(0, MAX_MATCHES), more: true, problem: null };
      }
    }
  }
  return { matches, more: false, problem: null };
}

type Owned = { readonly owner: FieldOwner; readonly base: string; readonly fields: readonly FindField[] };

function* owners(segment: Segment, catalog: Catalog): Generator<Owned> {
  yield { owner: { kind: "segment" }, base: "", fields: segmentFields(segment) };
  for (const [index, step] of segment.steps.entries()) {
    const owner = { kind: "step", index, step_id: step.step_id } as const;
    yield { owner, base: jsonPointer("steps", index), fields: stepFields(step, catalog) };
  }
  for (const [index, note] of (segment.notes ?? []).entries()) {
    const owner = { kind: "note", index, note_id: note.note_id } as const;
    yield { owner, base: jsonPointer("notes", index), fields: noteFields(note) };
  }
  for (const [index, group] of (segment.groups ?? []).entries()) {
    const owner = { kind: "group", index, group_id: group.group_id } as const;
    yield { owner, base: jsonPointer("groups", index), fields: groupFields(group) };
  }
  for (const [index, edge] of (segment.edges ?? []).entries()) {
    yield { owner: { kind: "edge", index }, base: jsonPointer("edges", index), fields: edgeFields(edge) };
  }
}

const SCOPES: Readonly<Record<FindScope, readonly FieldKind[] | null>> = {
  all: null,
  names: ["name", "id", "type"],
  config: ["config", "expression"],
  expressions: ["expression"],
};

function inScope(kind: FieldKind, scope: FindScope): boolean {
  return SCOPES[scope]?.includes(kind) ?? true;
}
