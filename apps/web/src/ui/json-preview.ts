import { isJsonObject, type JsonValue } from "@worktrail/shared/json";

const PREVIEW_LENGTH = 72;

/** One short line for a folded value: `{ id, name, … }`, `[3 items]`, the start of a text. */
export function jsonPreview(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${count(value.length, "item")}]`;
  if (isJsonObject(value)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return "{}";
    const shown = keys.slice(0, 4).join(", ");
    return cut(keys.length > 4 ? `{ ${shown}, … ${keys.length} keys }` : `{ ${shown} }`);
  }
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH - 1)}…` : text;
}

export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;
}
