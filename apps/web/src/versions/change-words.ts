// Changes in words, for the lists beside the drawing.
import { assertNever } from "@worktrail/shared/errors";
import type { ChangeKind, SegmentChange } from "@worktrail/shared/segment/changes";
import type { Edge, Step } from "@worktrail/shared/segment/schema";
import { counted } from "../ui/counted.ts";

export const changeLetters: Readonly<Record<ChangeKind, "N" | "M" | "D">> = {
  added: "N",
  changed: "M",
  removed: "D",
};

/** Names of steps by id, of both sides. */
export type StepNames = ReadonlyMap<string, string>;

export function stepNames(...sides: readonly { readonly steps: readonly Step[] }[]): StepNames {
  return new Map(
    sides.flatMap(({ steps }) => steps.map((step) => [step.step_id, step.name || step.step_id] as const)),
  );
}

export function changeTitle(change: SegmentChange, names: StepNames): string {
  switch (change.what) {
    case "step":
      return (change.to ?? change.from)?.name || change.key;
    case "edge": {
      const edge = change.to ?? change.from;
      return edge ? edgeTitle(edge, names) : change.key;
    }
    case "note":
      return `Note “${firstLine((change.to ?? change.from)?.text ?? "")}”`;
    case "group":
      return `Group “${(change.to ?? change.from)?.title || change.key}”`;
    case "segment":
      return change.key === "edges" ? "Order of incoming edges" : "The segment itself";
    default:
      return assertNever(change);
  }
}

function edgeTitle(edge: Edge, names: StepNames): string {
  const name = (step_id: string) => names.get(step_id) ?? step_id;
  return `${name(edge.source_step)} → ${name(edge.target_step)}`;
}

function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

const LIGHT_WORDS: Readonly<Record<string, string>> = {
  position: "moved",
  name: "renamed",
  ui: "looks",
  size: "resized",
};

/** "changed: url, method", "moved", "added": what happened, as short as it can be said. */
export function changeSummary(change: SegmentChange): string {
  const { kind, what, fields } = change;
  if (kind !== "changed") return kind;
  const strong = unique(fields.filter((field) => field.executes || what !== "step").map(fieldName));
  const light = unique(
    fields.filter((field) => !field.executes && what === "step").map(({ path }) => lightWord(path)),
  );
  const words = strong.length > 0 ? [`changed: ${listed(strong)}`, ...light] : light;
  return words.join(", ") || "changed";
}

function lightWord(path: string): string {
  const [, field = ""] = path.split("/");
  return LIGHT_WORDS[field] ?? field;
}

function fieldName({ path }: { path: string }): string {
  const [, field = "", ...rest] = path.split("/");
  return field === "config" ? (rest[0] ?? "config") : field;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function listed(words: readonly string[]): string {
  return words.length > 3 ? `${words.slice(0, 3).join(", ")} and ${words.length - 3} more` : words.join(", ");
}

/** `config.prompt` from `/config/prompt`. */
export function fieldPath(path: string): string {
  return path
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
}

/** "2 added, 1 changed, 1 removed". */
export function changeTotals(changes: readonly SegmentChange[]): string {
  const kinds = ["added", "changed", "removed"] as const;
  const words = kinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  return words.join(", ") || "Nothing differs";
}

export function changesInWords(changes: readonly SegmentChange[]): string {
  const strong = changes.filter(({ executes }) => executes).length;
  if (changes.length === 0) return "Nothing differs.";
  if (strong === changes.length) return `${counted(changes.length, "change")}.`;
  const noticed = strong === 0 ? "none of them" : `${strong} of them`;
  return `${counted(changes.length, "change")}, ${noticed} noticed by a run.`;
}
