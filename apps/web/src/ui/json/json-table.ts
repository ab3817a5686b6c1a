import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { type JsonPath, valueAt } from "./json-rows.ts";

export type JsonList = readonly JsonObject[];
export type TableSort = { column: string; descending: boolean };

const MAX_COLUMNS = 60;

export function isListOfObjects(value: JsonValue | undefined): value is JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

/** Every key that a row has, in the order in which they first appear. */
export function columnsOf(rows: JsonList): { columns: string[]; left_out: number } {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  return { columns: [...keys].slice(0, MAX_COLUMNS), left_out: Math.max(0, keys.size - MAX_COLUMNS) };
}

/** The positions of the rows in the order to show; rows without a value come last either way. */
export function sortedRows(rows: JsonList, sort: TableSort | null): number[] {
  const order = rows.map((_, index) => index);
  if (!sort) return order;
  const { column, descending } = sort;
  const cellOf = (index: number) => rows[index]?.[column] ?? null;
  return order.sort((a, b) => {
    const [left, right] = [cellOf(a), cellOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return (descending ? -1 : 1) * compared(left, right);
  });
}

function compared(left: JsonValue, right: JsonValue): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string")
    return left.localeCompare(right, undefined, { numeric: true });
  const kinds = typeof left === typeof right ? 0 : (typeof left).localeCompare(typeof right);
  return kinds || JSON.stringify(left).localeCompare(JSON.stringify(right));
}

/** The list that a table can show: what is chosen, what is around it, the whole, or the first list inside. */
export function tableTarget(root: JsonValue, chosen: JsonPath | null): JsonPath | null {
  for (let path = chosen; path; path = path.length > 0 ? path.slice(0, -1) : null)
    if (isListOfObjects(valueAt(root, path))) return path;
  if (isListOfObjects(root)) return [];
  if (!isJsonObject(root)) return null;
  const key = Object.keys(root).find((name) => isListOfObjects(root[name]));
  return key === undefined ? null : [key];
}
