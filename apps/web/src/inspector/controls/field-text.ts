// Between what a config holds and the text that a person edits. What does not fit is shown, never dropped.
import type { JsonObject, JsonValue } from "@worktrail/shared/json";

/** A text as it is; anything else as JSON. */
export function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** An emptied field is left out, unless it has to be there: then the empty text says so. */
export function textValue(text: string, required: boolean): string | undefined {
  return text === "" && !required ? undefined : text;
}

export function exampleOf(schema: JsonObject): string | undefined {
  const example = Array.isArray(schema.examples) ? schema.examples[0] : undefined;
  return typeof example === "string" ? example : undefined;
}

/** JSON as it is edited; a text is what someone wrote that is not JSON yet, shown as they wrote it. */
export function jsonText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** What a text of JSON is kept as: its value, or while it is not JSON the text itself. */
export function jsonValue(text: string): JsonValue | undefined {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
