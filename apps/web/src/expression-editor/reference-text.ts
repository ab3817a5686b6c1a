// How a value is named in an expression: `data.items[0].id`, `steps.fetch.output["Content-Type"]`.

/** Keys and positions from a top-level name to a value: `["data", "items", 0, "id"]`. */
export type ReferencePath = readonly [root: string, ...keys: (string | number)[]];

const PLAIN_KEY = /^[A-Za-z_]\w*$/;
/** Words that the language keeps for itself: behind a dot they do not parse. */
const RESERVED: ReadonlySet<string> = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

export function referenceText([root, ...keys]: ReferencePath): string {
  return root + keys.map(access).join("");
}

function access(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return PLAIN_KEY.test(key) && !RESERVED.has(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export type ReferencePlace = "expression" | "template" | "json";

export type Insertion = {
  readonly text: string /** Where the cursor goes, from the beginning of the text. */;
  readonly cursor: number;
};

/** What to write so that the value at a reference stands at `position`, in the language of the place. */
export function insertionAt(
  reference: string,
  place: ReferencePlace,
  source: string,
  position: number,
): Insertion {
  if (place === "expression" || isInPlaceholder(source, position)) {
    return { text: reference, cursor: reference.length };
  }
  const placeholder = `{{ ${reference} }}`;
  if (place === "template") return { text: placeholder, cursor: placeholder.length };
  const escaped = JSON.stringify(placeholder);
  if (isInJsonText(source, position)) return { text: escaped.slice(1, -1), cursor: escaped.length - 2 };
  return { text: escaped, cursor: escaped.length };
}

/** Whether a place lies between the braces of a placeholder, finished or not. */
export function isInPlaceholder(source: string, position: number): boolean {
  const open = position < 2 ? -1 : source.lastIndexOf("{{", position - 2);
  return open !== -1 && !source.slice(open + 2, position).includes("}}");
}

function isInJsonText(source: string, position: number): boolean {
  let inside = false;
  for (let at = 0; at < position; at++) {
    const character = source.charAt(at);
    if (inside && character === "\\") at++;
    else if (character === '"') inside = !inside;
  }
  return inside;
}
