// Turns zod's findings into located sentences that say what to do.
import type { z } from "zod";
import { jsonPointer } from "../json.ts";
import { closestWord } from "./closest-word.ts";
import type { IssueCode } from "./issue.ts";

type ZodIssue = z.core.$ZodIssue;
type Tokens = readonly (string | number)[];

export type LocatedSentence = {
  tokens: Tokens;
  path: string;
  message: string;
  code: Extract<
    IssueCode,
    | "FIELD_MISSING"
    | "FIELD_UNKNOWN"
    | "FIELD_TYPE"
    | "FIELD_VALUE"
    | "ID_INVALID"
    | "NUMBER_INVALID"
    | "LIMIT_STEPS"
    | "LIMIT_EDGES"
    | "LIMIT_STRING"
  >;
};

/** The findings of one failed parse of `raw`. `knownKeys` lists the keys that an object at a place may have. */
export function zodSentences(
  error: z.ZodError,
  raw: unknown,
  knownKeys: (tokens: Tokens) => readonly string[] = () => [],
): LocatedSentence[] {
  return error.issues.flatMap((issue) => describe(issue, raw, knownKeys));
}

function describe(
  issue: ZodIssue,
  raw: unknown,
  knownKeys: (tokens: Tokens) => readonly string[],
): LocatedSentence[] {
  const tokens = issue.path.map((token) => (typeof token === "number" ? token : String(token)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(tokens, key, knownKeys(tokens)));
  }
  const union = issue.code === "invalid_union" ? closestBranch(issue.errors) : null;
  if (union) {
    return union.flatMap((inner) => describe({ ...inner, path: [...tokens, ...inner.path] }, raw, knownKeys));
  }
  return [{ tokens, path: jsonPointer(...tokens), ...sentence(issue, tokens, valueAt(raw, tokens)) }];
}

function unknownKey(parent: Tokens, key: string, known: readonly string[]): LocatedSentence {
  const tokens = [...parent, key];
  const close = closestWord(key, known);
  const hint = close ? `Did you mean ${JSON.stringify(close)}?` : "Remove it.";
  return {
    tokens,
    path: jsonPointer(...tokens),
    code: "FIELD_UNKNOWN",
    message: `There is no field ${shown(key)} here. ${hint}`,
  };
}

/** Of a union's branches the one that got furthest: the person most likely meant that one. */
function closestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | null {
  const depth = (issues: readonly ZodIssue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  const inside = branches.filter((issues) => issues.length > 0 && depth(issues) > 0);
  if (inside.length === 0) return null;
  return inside.reduce((best, issues) => (depth(issues) > depth(best) ? issues : best));
}

type Sentence = Pick<LocatedSentence, "code" | "message">;

function sentence(issue: ZodIssue, tokens: Tokens, value: unknown): Sentence {
  const field = tokens.length === 0 ? "This value" : shown(String(tokens.at(-1)));
  const named = typeof tokens.at(-1) === "number" ? "This entry" : field;
  if (value === undefined && issue.code !== "custom") {
    return { code: "FIELD_MISSING", message: `${named} is missing. Add it${expectation(issue)}.` };
  }
  switch (issue.code) {
    case "invalid_type":
      return {
        code: "FIELD_TYPE",
        message: `${named} must be ${kindName(issue.expected)}, not ${kindOf(value)}.`,
      };
    case "invalid_value":
      return { code: "FIELD_VALUE", message: `${named} must be one of ${list(issue.values)}.` };
    case "too_big":
      return tooBig(issue, tokens, named);
    case "too_small":
      return { code: valueCode(tokens), message: ownMessage(issue) ?? `${named} must ${atLeast(issue)}.` };
    case "invalid_format":
      return { code: valueCode(tokens), message: ownMessage(issue) ?? `${named} is not written correctly.` };
    case "custom":
      return { code: valueCode(tokens), message: ownMessage(issue) ?? `${named} is not valid.` };
    case "invalid_union":
      return { code: "FIELD_TYPE", message: ownMessage(issue) ?? `${named} cannot be ${kindOf(value)}.` };
    case "invalid_key": {
      const inner = issue.issues.map(ownMessage).find((message) => message !== null);
      return { code: "FIELD_VALUE", message: inner ?? `The key ${field} is not valid. Rename it.` };
    }
    default:
      return { code: "FIELD_VALUE", message: ownMessage(issue) ?? `${named} is not valid.` };
  }
}

type TooBig = Extract<ZodIssue, { code: "too_big" }>;

function tooBig(issue: TooBig, tokens: Tokens, named: string): Sentence {
  const message = ownMessage(issue);
  if (issue.origin === "array") {
    const place = tokens.join("/");
    const code = place === "steps" ? "LIMIT_STEPS" : place === "edges" ? "LIMIT_EDGES" : "FIELD_VALUE";
    return { code, message: message ?? `${named} may have at most ${issue.maximum} entries.` };
  }
  if (issue.origin === "string") {
    const code = isId(tokens) ? "ID_INVALID" : "LIMIT_STRING";
    return { code, message: message ?? `${named} may have at most ${issue.maximum} characters. Shorten it.` };
  }
  const than = issue.inclusive === false ? "less than" : "at most";
  return { code: "FIELD_VALUE", message: message ?? `${named} must be ${than} ${issue.maximum}.` };
}

function atLeast(issue: Extract<ZodIssue, { code: "too_small" }>): string {
  if (issue.origin === "array") return `have at least ${issue.minimum} entries`;
  if (issue.origin === "string") return `have at least ${issue.minimum} characters`;
  return `be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
}

function expectation(issue: ZodIssue): string {
  if (issue.code === "invalid_type") return `: it must be ${kindName(issue.expected)}`;
  if (issue.code === "invalid_value") return `: it must be one of ${list(issue.values)}`;
  return "";
}

/** Zod's default wording is recognised by its first word; what a schema says itself is kept. */
function ownMessage(issue: ZodIssue): string | null {
  return /^(Invalid|Too (big|small)|Unrecognized)\b/.test(issue.message) ? null : issue.message;
}

const ID_FIELDS = new Set([
  "segment_id",
  "step_id",
  "step_type",
  "port_id",
  "note_id",
  "source_step",
  "source_port",
  "target_step",
  "target_port",
]);

function isId(tokens: Tokens): boolean {
  return ID_FIELDS.has(String(tokens.at(-1)));
}

function valueCode(tokens: Tokens): "ID_INVALID" | "FIELD_VALUE" {
  return isId(tokens) ? "ID_INVALID" : "FIELD_VALUE";
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
};

function kindName(expected: string): string {
  return KIND_NAMES[expected] ?? expected;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && !Number.isInteger(value)) return "a number with a fraction";
  return KIND_NAMES[typeof value] ?? typeof value;
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

function shown(key: string): string {
  return JSON.stringify(key.length > 80 ? `${key.slice(0, 79)}…` : key);
}

function valueAt(raw: unknown, tokens: Tokens): unknown {
  let value = raw;
  for (const token of tokens) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    value = Reflect.get(value, token);
  }
  return value;
}
