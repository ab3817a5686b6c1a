import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import type { JsonPath } from "./json-rows.ts";

export type JsonMatches = {
  /** In the order of the document; a value whose key and text both match is one. */
  paths: readonly JsonPath[];
  /** There are more than are listed. */
  more: boolean;
};

export const NO_MATCHES: JsonMatches = { paths: [], more: false };
const MAX_MATCHES = 1_000;

/** Where a word stands in a value, in keys and in what is not a list or an object; capitals do not matter. */
export function searchJson(root: JsonValue, query: string): JsonMatches {
  const word = query.trim().toLowerCase();
  if (word === "") return NO_MATCHES;
  const paths: JsonPath[] = [];
  const more = !walk(root, []);
  return { paths, more };

  /** False once there are enough. */
  function walk(value: JsonValue, path: JsonPath): boolean {
    const key = path.at(-1);
    const inKey = typeof key === "string" && key.toLowerCase().includes(word);
    const entries = Array.isArray(value)
      ? value.entries()
      : isJsonObject(value)
        ? Object.entries(value)
        : null;
    if (inKey || (!entries && leafText(value).includes(word))) {
      if (paths.length === MAX_MATCHES) return false;
      paths.push(path);
    }
    for (const [name, child] of entries ?? []) if (!walk(child, [...path, name])) return false;
    return true;
  }
}

function leafText(value: JsonValue): string {
  return (typeof value === "string" ? value : String(value)).toLowerCase();
}
