// Three-way merging of JSON values: what only one side changed is taken, what both changed differently clashes.
import { isRecord, pointerToken } from "./field-changes.ts";
import { sameValue } from "./same-value.ts";

/** Whose value is taken where both sides changed the same thing. */
export type MergeSide = "mine" | "theirs";

/** A place where both sides changed the same thing in different ways. `undefined` is "not there". */
export type ValueClash = {
  readonly path: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
};

export type Three = { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown };

/** Decides clashes and hears of each. */
export type Decide = (clash: ValueClash) => MergeSide;

/** Objects whose keys only make sense together. */
const WHOLE = /\/(position|size|retry|schema)$/;

/** Gives `undefined` where the value is gone. Keys keep my order; theirs follow after the key they stand behind. */
export function mergeValues({ base, mine, theirs }: Three, decide: Decide, path = ""): unknown {
  if (sameValue(mine, theirs) || sameValue(theirs, base)) return mine;
  if (sameValue(mine, base)) return theirs;
  if (isRecord(mine) && isRecord(theirs) && isRecord(base) && !WHOLE.test(path)) {
    const merged: [string, unknown][] = [];
    for (const key of mergedOrder(Object.keys(base), Object.keys(mine), Object.keys(theirs))) {
      const at = { base: own(base, key), mine: own(mine, key), theirs: own(theirs, key) };
      const value = mergeValues(at, decide, `${path}/${pointerToken(key)}`);
      if (value !== undefined) merged.push([key, value]);
    }
    return Object.fromEntries(merged);
  }
  return decide({ path, base, mine, theirs }) === "mine" ? mine : theirs;
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** All keys of both sides: in the order of the side that moved something, what the other added behind its neighbour. */
export function mergedOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const [lead, other] = sameValue(mine, base) ? [theirs, mine] : [mine, theirs];
  const known = new Set(lead);
  const followers = new Map<string | undefined, string[]>();
  let anchor: string | undefined;
  for (const key of other) {
    if (known.has(key)) anchor = key;
    else followers.set(anchor, [...(followers.get(anchor) ?? []), key]);
  }
  return [
    ...(followers.get(undefined) ?? []),
    ...lead.flatMap((key) => [key, ...(followers.get(key) ?? [])]),
  ];
}
