// How a match is shown in the list: whose it is, which field, and the words around it.
import { assertNever } from "@worktrail/shared/errors";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { stepName } from "../canvas/step-look.ts";
import { configSchema, fieldTitle } from "../inspector/config-view.ts";
import type { FieldOwner } from "./find-fields.ts";
import type { Match } from "./find-in-segment.ts";
import { pointerTokens } from "./text-at.ts";

export function ownerName(owner: FieldOwner, segment: Segment, catalog: Catalog): string {
  switch (owner.kind) {
    case "segment":
      return "This segment";
    case "step": {
      const step = segment.steps[owner.index];
      if (!step) return owner.step_id;
      return stepName(
        step,
        Object.hasOwn(catalog, step.step_type) ? (catalog[step.step_type] ?? null) : null,
      );
    }
    case "note":
      return "Note";
    case "group":
      return "Group";
    case "edge": {
      const edge = segment.edges?.[owner.index];
      return edge ? `Connection ${edge.source_step} → ${edge.target_step}` : "Connection";
    }
    default:
      return assertNever(owner);
  }
}

/** What makes two matches belong under one heading. */
export function ownerKey(owner: FieldOwner): string {
  return owner.kind === "segment" ? "segment" : `${owner.kind} ${owner.index}`;
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  name: "Name",
  step_id: "Id",
  step_type: "Type",
  segment_id: "Id",
  version: "Version",
  description: "Description",
  input_schema: "Input",
  metadata: "Metadata",
  text: "Text",
  title: "Title",
  source_port: "From port",
  target_port: "To port",
  inputs: "Inputs",
  outputs: "Outputs",
};

/** "Headers › Accept". */
export function fieldName({ owner, path }: Match, segment: Segment): string {
  const [first = "", ...rest] = pointerTokens(path);
  if (owner.kind === "step" && first === "config") {
    const [field = "", ...inside] = rest;
    const schema = configSchema(segment.steps[owner.index]?.step_type ?? "");
    return [schema ? fieldTitle(schema, field) : field, ...inside.map(ordinal)].join(" › ");
  }
  return [FIELD_NAMES[first] ?? first, ...rest.map(ordinal)].join(" › ");
}

/** People count from 1. */
function ordinal(token: string): string {
  return /^\d+$/.test(token) ? String(Number(token) + 1) : token;
}

const BEFORE = 24;
const AFTER = 60;

/** The match with some of what stands around it, on one line. */
export function matchSnippet({ text, start, end }: Match): { before: string; hit: string; after: string } {
  const from = Math.max(0, start - BEFORE);
  const to = Math.min(text.length, end + AFTER);
  const line = (part: string) => part.replaceAll(/\s+/g, " ");
  return {
    before: (from > 0 ? "…" : "") + line(text.slice(from, start)),
    hit: line(text.slice(start, Math.min(end, start + AFTER))),
    after: line(text.slice(end, to)) + (to < text.length ? "…" : ""),
  };
}
