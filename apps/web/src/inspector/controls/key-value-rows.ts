import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

export type KeyValueRow = { readonly key: string; readonly value: JsonValue };

export function readKeyValues(value: JsonValue | undefined): KeyValueRow[] {
  return isJsonObject(value) ? Object.entries(value).map(([key, one]) => ({ key, value: one })) : [];
}

/** Of rows with the same key the first counts, and a row in which nothing is written does not; none: left out. */
export function writeKeyValues(rows: readonly KeyValueRow[]): JsonObject | undefined {
  const object: JsonObject = {};
  for (const { key, value } of rows) {
    const isBlank = key === "" && value === "";
    if (!isBlank && !Object.hasOwn(object, key) && key !== "__proto__") object[key] = value;
  }
  return Object.keys(object).length > 0 ? object : undefined;
}

/** Why a row is not kept, or null where it is. */
export function rowProblem(rows: readonly KeyValueRow[], index: number, noun: string): string | null {
  const row = rows[index];
  if (!row || row.key === "") return null;
  const first = rows.findIndex((other) => other.key === row.key);
  if (first < index) return `There is a ${noun} with this name already. Give this one another name.`;
  return row.key === "__proto__" ? "This name is reserved. Choose another one." : null;
}
