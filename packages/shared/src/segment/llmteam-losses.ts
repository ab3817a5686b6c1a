// What a segment has that the llmteam dialect has no words for.
import { parseTemplate } from "../expression/template.ts";
import type { JsonValue } from "../json.ts";
import type { Segment } from "./schema.ts";

/** One sentence for each thing that another reader of the dialect would not understand. Empty where nothing is lost. */
export function llmteamLosses(segment: Segment): string[] {
  const texts = segment.steps.flatMap((step) => textsOf(step.config ?? {}, ""));
  const expressions = texts.filter(({ key, text }) => isExpression(key) || hasOtherTemplate(text)).length;
  const braces = texts.filter(({ key, text }) => !isExpression(key) && SINGLE_BRACES.test(text)).length;
  const count = (test: (step: Segment["steps"][number]) => unknown) => segment.steps.filter(test).length;
  return [
    sentence(
      expressions,
      "expression",
      "stays as it is written",
      "stay as they are written",
      "only placeholders such as {name} exist there.",
    ),
    sentence(
      braces,
      "text",
      "has words in single braces",
      "have words in single braces",
      "they are read as placeholders there.",
    ),
    sentence(
      segment.notes?.length ?? 0,
      "note",
      "is kept in the file",
      "are kept in the file",
      "the dialect has no notes.",
    ),
    sentence(
      segment.groups?.length ?? 0,
      "group",
      "is kept in the file",
      "are kept in the file",
      "the dialect has no groups.",
    ),
    sentence(
      count((step) => step.disabled),
      "disabled step",
      "is marked so",
      "are marked so",
      "the dialect runs every step.",
    ),
    sentence(
      count((step) => step.on_error && step.on_error !== "fail"),
      "step",
      "goes on after an error",
      "go on after an error",
      "the dialect knows no such rule.",
    ),
    sentence(
      count((step) => step.retry ?? step.timeout_seconds ?? step.repeatable === false),
      "step",
      "has a retry or time-out rule",
      "have retry or time-out rules",
      "the dialect has no words for them.",
    ),
    ...(segment.input_schema
      ? ["The schema of the input is kept in the file; the dialect does not check it."]
      : []),
  ].filter((words) => words !== null);
}

function sentence(count: number, noun: string, one: string, many: string, so: string): string | null {
  if (count === 0) return null;
  return count === 1 ? `1 ${noun} ${one}; ${so}` : `${count} ${noun}s ${many}; ${so}`;
}

/** As the dialect's reader finds placeholders. */
const SINGLE_BRACES = /(?<![{$\\])\{[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\}(?!\})/;
const NAME_OF_DATA = /^\s*data\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/;

function isExpression(key: string): boolean {
  return key === "expression" || key === "mapping";
}

function hasOtherTemplate(text: string): boolean {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return true;
  return parsed.segments.some((part) => part.kind === "expression" && !NAME_OF_DATA.test(part.source));
}

type Text = { readonly key: string; readonly text: string };

function textsOf(value: JsonValue, key: string): Text[] {
  if (typeof value === "string") return [{ key, text: value }];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, isExpression(key) ? key : name));
}
