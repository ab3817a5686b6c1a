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

/** What to write, and in place of what. */
export type Insertion = {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Where the cursor goes. */
  readonly cursor: number;
};

/**
 * What to write so that the value at a reference stands at `from`, in the language of the place. On a name it takes
 * the name's place; between two braces it goes around them.
 */
export function insertionAt(
  reference: string,
  place: ReferencePlace,
  source: string,
  from: number,
  to = from,
): Insertion {
  const isText = place === "template" || (place === "json" && isInJsonText(source, from));
  const at = isText ? outsideOfBraces(source, from) : from;
  const end = from === to ? at : Math.max(at, to);
  const put = (start: number, end: number, text: string): Insertion => ({
    from: start,
    to: end,
    text,
    cursor: start + text.length,
  });
  if (place === "expression" || isInPlaceholder(source, at)) {
    const name = from === to ? nameAround(source, at) : null;
    return name ? put(name.from, name.to, reference) : put(at, end, reference);
  }
  const placeholder = `{{ ${reference} }}`;
  if (place === "template") return put(at, end, placeholder);
  const escaped = JSON.stringify(placeholder);
  return put(at, end, isText ? escaped.slice(1, -1) : escaped);
}

const NAME = /[A-Za-z_]\w*(?:\??\.\??[A-Za-z_]\w*|\[[^\]\n]{0,200}\])*/g;

/** The whole name that a place is in the middle of: `data.items[0].id`. */
function nameAround(source: string, position: number): { from: number; to: number } | null {
  for (const match of source.matchAll(NAME)) {
    const to = match.index + match[0].length;
    if (match.index < position && position < to) return { from: match.index, to };
  }
  return null;
}

/** A place between `{` and `{` lies before them, one between `}` and `}` behind. */
function outsideOfBraces(source: string, position: number): number {
  const around = source.slice(position - 1, position + 1);
  if (position > 0 && around === "{{") return position - 1;
  return position > 0 && around === "}}" ? position + 1 : position;
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
