// Cuts CEL, and texts with `{{ CEL }}` in them, into coloured words. Colours only: parsing is the expression room's.
import { StreamLanguage, type StreamParser } from "@codemirror/language";
import { tags } from "@lezer/highlight";

type Stream = Parameters<StreamParser<unknown>["token"]>[0];
type State = {
  /** Inside a placeholder; always true in a plain expression. */
  inside: boolean;
  /** Open maps inside the placeholder, whose braces do not end it. */
  braces: number;
  /** The triple quote that is open over a line's end. */
  quote: string | null;
};

const KEYWORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);
const ROOTS: ReadonlySet<string> = new Set(["data", "inputs", "steps", "run", "segment", "now", "secrets"]);
const TEXT = /^[rRbB]{0,2}(?:"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$))/;
const NUMBER = /^(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)u?/i;

function word(stream: Stream): string {
  const before = stream.string.slice(0, stream.start).trimEnd();
  const name = stream.current();
  if (/^\s*\(/.test(stream.string.slice(stream.pos))) return "call";
  if (/\.\??$/.test(before)) return "propertyName";
  if (KEYWORDS.has(name)) return "keyword";
  return ROOTS.has(name) ? "root" : "variableName";
}

function celToken(stream: Stream, state: State): string | null {
  if (state.quote !== null) {
    const closes = stream.skipTo(state.quote);
    if (closes) {
      stream.match(state.quote);
      state.quote = null;
    } else stream.skipToEnd();
    return "string";
  }
  if (stream.eatSpace()) return null;
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  const triple = stream.match(/^[rRbB]{0,2}("""|''')/);
  if (typeof triple === "object" && triple !== null) {
    state.quote = triple[1] ?? null;
    return "string";
  }
  if (stream.match(TEXT)) return "string";
  if (stream.match(NUMBER)) return "number";
  if (stream.match(/^[A-Za-z_]\w*/)) return word(stream);
  const sign = stream.next();
  if (sign === "{") state.braces++;
  if (sign === "}") state.braces--;
  return /[()[\]{},.:]/.test(sign ?? "") ? "punctuation" : "operator";
}

function templateToken(stream: Stream, state: State): string | null {
  if (!state.inside) {
    if (stream.match("{{")) {
      state.inside = true;
      state.braces = 0;
      return "placeholder";
    }
    if (!stream.skipTo("{{")) stream.skipToEnd();
    return null;
  }
  if (state.quote === null && state.braces <= 0 && stream.match("}}")) {
    state.inside = false;
    return "placeholder";
  }
  return celToken(stream, state);
}

const shared: Pick<StreamParser<State>, "copyState" | "tokenTable"> = {
  copyState: (state) => ({ ...state }),
  tokenTable: {
    call: tags.function(tags.variableName),
    root: tags.propertyName,
    propertyName: tags.variableName,
    placeholder: tags.bracket,
  },
};

export const celLanguage = StreamLanguage.define<State>({
  ...shared,
  name: "cel",
  startState: () => ({ inside: true, braces: 0, quote: null }),
  token: celToken,
});

export const templateLanguage = StreamLanguage.define<State>({
  ...shared,
  name: "template",
  startState: () => ({ inside: false, braces: 0, quote: null }),
  token: templateToken,
});
