// The answers of a choice: written as an id alone, or as id, label and style.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { freshId } from "../../gestures/fresh-id.ts";
import { suggestId } from "../../segments/segment-id.ts";

export type OptionRow = { readonly option: JsonValue };

export function readOptions(value: JsonValue | undefined): OptionRow[] {
  return Array.isArray(value) ? value.map((option) => ({ option })) : [];
}

export function writeOptions(rows: readonly OptionRow[]): JsonValue | undefined {
  return rows.length > 0 ? rows.map(({ option }) => option) : undefined;
}

export function optionText({ option }: OptionRow, field: "id" | "label" | "style"): string {
  const value = isJsonObject(option) ? option[field] : field === "id" ? option : undefined;
  return typeof value === "string" ? value : "";
}

export function newOption(rows: readonly OptionRow[]): OptionRow {
  const taken = new Set(rows.map((row) => optionText(row, "id")));
  return { option: { id: freshId("option", taken), label: "" } };
}

/** An option that was an id alone stays one as long as it has nothing else. */
export function withOptionField(row: OptionRow, field: "id" | "label" | "style", text: string): OptionRow {
  const { [field]: _old, ...rest } = asObject(row);
  const next: JsonObject = field === "id" || text !== "" ? { ...asObject(row), [field]: text } : rest;
  const wasBare = typeof row.option === "string";
  return { option: wasBare && Object.keys(next).length === 1 ? (next.id ?? "") : next };
}

/** The id follows the label for as long as nobody chose it: it is made from the old label, or has no label yet. */
export function withLabel(
  rows: readonly OptionRow[],
  index: number,
  label: string,
  isFixed: boolean,
): OptionRow {
  const row = rows[index] ?? { option: { id: "option" } };
  const id = optionText(row, "id");
  const before = optionText(row, "label");
  const labelled = withOptionField(row, "label", label);
  const isMade =
    before === "" ? /^option(_\d+)?$/.test(id) : id.replace(/_\d+$/, "") === suggestId(before, "option");
  if (isFixed || !isMade) return labelled;
  const taken = new Set(rows.filter((other) => other !== row).map((other) => optionText(other, "id")));
  return withOptionField(labelled, "id", freshId(suggestId(label, "option"), taken));
}

function asObject({ option }: OptionRow): JsonObject {
  return isJsonObject(option) ? option : { id: option };
}
