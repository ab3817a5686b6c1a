// The last input that a person ran each segment with, in this browser.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

type Memory = Pick<Storage, "getItem" | "setItem">;

/** Beyond this an input is not worth a browser's small store. */
const MAX_LENGTH = 100_000;

const keyOf = (segment_id: string) => `worktrail.run-input.${segment_id}`;

export function recallInput(segment_id: string, memory: Memory = localStorage): JsonValue | undefined {
  try {
    const text = memory.getItem(keyOf(segment_id));
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A full or closed store only means that nothing is remembered. */
export function rememberInput(segment_id: string, input: JsonValue, memory: Memory = localStorage): void {
  try {
    const text = JSON.stringify(input);
    if (text.length <= MAX_LENGTH) memory.setItem(keyOf(segment_id), text);
  } catch {
    // Nothing is lost but a convenience.
  }
}

/** Whether the schema is better filled in as a form than written as JSON. */
export function asksForFields(schema: JsonObject | undefined): schema is JsonObject {
  return isJsonObject(schema?.properties) && Object.keys(schema.properties).length > 0;
}

/** What the form starts with: the defaults, and over them what was filled in last time. */
export function firstInput(schema: JsonObject, last: JsonValue | undefined): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const defaults = Object.entries(properties).flatMap(([name, property]) =>
    isJsonObject(property) && property.default !== undefined ? [[name, property.default] as const] : [],
  );
  // A field that the schema no longer has would be sent unseen.
  const remembered = Object.entries(isJsonObject(last) ? last : {}).filter(
    ([name]) => name in properties || schema.additionalProperties !== false,
  );
  return Object.fromEntries([...defaults, ...remembered]);
}
