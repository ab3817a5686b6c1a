// Reads and writes one text in plain JSON by its JSON Pointer.

export function pointerTokens(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a place; undefined where there is none. */
export function textAt(root: unknown, pointer: string): unknown {
  let at = root;
  for (const token of pointerTokens(pointer)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, token)) return undefined;
    at = Reflect.get(at, token);
  }
  return at;
}

/** A copy with another text in its place; what does not lie on the way keeps its identity. `undefined` removes it. */
export function setText(root: unknown, pointer: string, text: string | undefined): unknown {
  return setIn(root, pointerTokens(pointer), text);
}

function setIn(at: unknown, [first, ...rest]: readonly string[], text: string | undefined): unknown {
  if (first === undefined) return text;
  if (Array.isArray(at)) return at.with(Number(first), setIn(at[Number(first)], rest, text));
  if (typeof at !== "object" || at === null) return at;
  const inside = setIn(Reflect.get(at, first), rest, text);
  if (inside !== undefined) return { ...at, [first]: inside };
  const kept: Record<string, unknown> = { ...at };
  delete kept[first];
  return kept;
}
