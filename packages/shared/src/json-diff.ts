// Where two JSON values differ, place by place. The order of keys does not count; lists are compared by index.
import { isJsonObject, type JsonObject, type JsonValue, jsonPointer } from "./json.ts";

/** `path` is a JSON Pointer, empty for the value itself. */
export type JsonChange =
  | { readonly kind: "added"; readonly path: string; readonly to: JsonValue }
  | { readonly kind: "removed"; readonly path: string; readonly from: JsonValue }
  | { readonly kind: "changed"; readonly path: string; readonly from: JsonValue; readonly to: JsonValue };

type Pair = {
  readonly path: string;
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
};

/** In the order of the left value's keys, those of the right one after them; never deeper than what differs. */
function* jsonChanges(left: JsonValue, right: JsonValue): Generator<JsonChange, undefined> {
  // A list of what is left to look at, not calls within calls: values may be nested deeper than a stack is.
  const pairs: Pair[] = [{ path: "", left, right }];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    if (pair.left === pair.right) continue;
    const inside = pairsInside(pair);
    if (inside) for (const one of inside.reverse()) pairs.push(one);
    else yield changeOf(pair);
  }
}

/** The first `limit` places at which they differ. */
export function diffJson(left: JsonValue, right: JsonValue, limit = Number.POSITIVE_INFINITY): JsonChange[] {
  const changes: JsonChange[] = [];
  for (const change of jsonChanges(left, right)) {
    if (changes.length >= limit) break;
    changes.push(change);
  }
  return changes;
}

export function equalJson(left: JsonValue, right: JsonValue): boolean {
  return jsonChanges(left, right).next().done === true;
}

/** What is not the same thing at once; null for two values that are not of one kind with places inside. */
function pairsInside({ path, left, right }: Pair): Pair[] | null {
  const pairs: Pair[] = [];
  const add = (key: string | number, one: JsonValue | undefined, other: JsonValue | undefined) => {
    if (one !== other) pairs.push({ path: path + jsonPointer(key), left: one, right: other });
  };
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let index = 0; index < Math.max(left.length, right.length); index++)
      add(index, left[index], right[index]);
    return pairs;
  }
  if (!isRecord(left) || !isRecord(right)) return null;
  for (const key of Object.keys(left))
    add(key, left[key], Object.hasOwn(right, key) ? right[key] : undefined);
  for (const key of Object.keys(right)) if (!Object.hasOwn(left, key)) add(key, undefined, right[key]);
  return pairs;
}

const isRecord = (value: JsonValue | undefined): value is JsonObject =>
  value !== undefined && isJsonObject(value);

function changeOf({ path, left, right }: Pair): JsonChange {
  if (left === undefined) return { kind: "added", path, to: right ?? null };
  if (right === undefined) return { kind: "removed", path, from: left };
  return { kind: "changed", path, from: left, to: right };
}
