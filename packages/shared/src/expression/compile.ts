import { ParseError } from "@marcbachmann/cel-js";
import { childrenOf, parseSyntax, type Syntax } from "./environment.ts";
import { type ExpressionError, type ExpressionErrorCode, ExpressionFailure } from "./failure.ts";
import { EXPRESSION_LIMITS } from "./limits.ts";

/** A parsed expression. It holds no data, so one program serves every run and organisation. */
export type ExpressionProgram = { readonly source: string; readonly syntax: Syntax };

export type Compilation = { ok: true; program: ExpressionProgram } | { ok: false; error: ExpressionError };

const compiled = new Map<string, Compilation>();

/** Parses without evaluating anything. The most recent results are kept. */
export function compileExpression(source: string): Compilation {
  const known = compiled.get(source);
  // Which are the most recent matters only once some have to go.
  if (known && compiled.size < EXPRESSION_LIMITS.compiled_programs) return known;
  const result = known ?? compile(source);
  if (known) compiled.delete(source);
  if (source.length <= EXPRESSION_LIMITS.source_length) compiled.set(source, result);
  if (compiled.size > EXPRESSION_LIMITS.compiled_programs) {
    for (const oldest of compiled.keys()) {
      compiled.delete(oldest);
      break;
    }
  }
  return result;
}

/** As `compileExpression`, throwing an `ExpressionFailure` for what does not parse. */
export function compileOrThrow(source: string): ExpressionProgram {
  const result = compileExpression(source);
  if (result.ok) return result.program;
  throw new ExpressionFailure(result.error.code, result.error.message, result.error);
}

function compile(source: string): Compilation {
  const whole = { start: 0, end: source.length };
  if (source.length > EXPRESSION_LIMITS.source_length) {
    return refuse(
      "too_long",
      "This expression is longer than 10,000 characters. Split it over several steps.",
      whole,
    );
  }
  if (source.trim() === "")
    return refuse("empty", "Write an expression, for example data.total > 1000.", whole);
  try {
    const syntax = parseSyntax(source);
    const error = refusalOf(syntax);
    return error ? { ok: false, error } : { ok: true, program: { source, syntax } };
  } catch (error) {
    if (error instanceof RangeError) return refuse("too_deep", TOO_DEEP, whole);
    if (error instanceof ParseError) return refuseParse(error, source);
    return refuse("syntax", "This is not a complete expression. Check its brackets and operators.", whole);
  }
}

const TOO_DEEP = "This expression is nested too deeply. Split it over several steps.";

function refuse(code: ExpressionErrorCode, message: string, at: { start: number; end: number }): Compilation {
  return { ok: false, error: { code, message, start: at.start, end: at.end } };
}

function refuseParse(error: ParseError, source: string): Compilation {
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start), source.length);
  const at = { start, end };
  if (error.code === "limit_exceeded") return refuse("too_deep", limitSentence(error.summary), at);
  return refuse("syntax", parseSentence(error, source, start), at);
}

function limitSentence(summary: string): string {
  return summary.includes("maxDepth")
    ? TOO_DEEP
    : "This expression has too many parts. Split it over several steps or pass the list in as data.";
}

const PARSE_SENTENCES: Readonly<Record<string, string>> = {
  unterminated_string: "This text has no closing quote. Add one.",
  unterminated_triple_quoted_string: "This text has no closing triple quote. Add it.",
  newline_in_string:
    'A text in single or double quotes cannot go over a line end. Write \\n or use """ … """.',
  invalid_number: "This number is too large.",
  invalid_integer: "This is not a whole number.",
  invalid_hex_integer: "This is not a hexadecimal number.",
  invalid_exponent: "The exponent of this number has no digits.",
  invalid_macro_argument: "The first argument here names the element, as in items.map(item, item.price).",
};

function parseSentence(error: ParseError, source: string, start: number): string {
  const sentence = Object.hasOwn(PARSE_SENTENCES, error.code) ? PARSE_SENTENCES[error.code] : undefined;
  if (sentence) return sentence;
  if (error.code.includes("escape") || error.code.includes("surrogate")) {
    return "This is not a known escape. Write \\\\ for a backslash.";
  }
  if (error.code === "reserved_identifier") return "This word is reserved. Use another name.";
  if (start >= source.trimEnd().length)
    return "The expression ends too early. Complete it or close its brackets.";
  return `${JSON.stringify(source.charAt(start))} is not expected here. Check the brackets, commas and operators before it.`;
}

/** Looks, without recursion, for what the grammar allows and this language does not. */
function refusalOf(syntax: Syntax): ExpressionError | null {
  const open: { node: Syntax; depth: number }[] = [{ node: syntax, depth: 1 }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { node, depth } = entry;
    const at = { start: node.start, end: node.end };
    if (depth > EXPRESSION_LIMITS.syntax_depth) return { code: "too_deep", message: TOO_DEEP, ...at };
    if (node.op === "value") {
      const message = literalRefusal(node.args);
      if (message) return { code: "syntax", message, ...at };
    }
    for (const child of childrenOf(node)) open.push({ node: child, depth: depth + 1 });
  }
  return null;
}

function literalRefusal(literal: unknown): string | null {
  if (literal instanceof Uint8Array) return "Bytes have no place in JSON. Write a text without the b prefix.";
  if (typeof literal === "bigint" && !Number.isSafeInteger(Number(literal))) {
    return "This whole number is too large to be kept exactly. Write it as a text.";
  }
  return null;
}
