/** Completion while typing: works on the text before the cursor, which seldom parses. */
import { type FieldSource, fieldsAt } from "./fields.ts";
import { functionReferences, functions } from "./functions/reference.ts";
import { skipQuoted } from "./source.ts";

export type CompletionContext = FieldSource & {
  /** Names of secrets, where the field may use them. */
  secrets?: readonly string[];
  /** Further top-level names that the field offers, each with a line of help. */
  variables?: readonly { readonly name: string; readonly info: string }[];
};

export type CompletionOption = {
  label: string;
  kind: "variable" | "field" | "function" | "keyword";
  /** Type or signature. */
  detail: string;
  /** One line of help. */
  info: string;
  /** The value that was seen there, in a few characters. */
  sample?: string;
};

/** `from` is the offset at which the chosen label replaces what is typed. */
export type Completion = { from: number; options: CompletionOption[] };

const WORD = /[A-Za-z0-9_]*$/;
const PATH = /([A-Za-z_]\w*(?:\??\.\??[A-Za-z_]\w*|\[\d{1,9}\]|\["[^"\]]{1,64}"\])*)\.\??$/;
/** How far back names and macros are looked for. */
const WINDOW = 400;

export function completeExpression(source: string, position: number, context: CompletionContext): Completion {
  const before = source.slice(0, position);
  const from = before.length - (WORD.exec(before.slice(-WINDOW))?.[0].length ?? 0);
  if (endsInsideText(before)) return { from: position, options: [] };
  const lead = before.slice(Math.max(0, from - WINDOW), from);
  const typed = before.slice(from).toLowerCase();
  const options = /\.\??$/.test(lead) ? afterDot(lead, before, context) : topLevel(lead, context);
  return { from, options: options.filter((option) => option.label.toLowerCase().includes(typed)) };
}

/** Completion inside the placeholders of a text; offers nothing outside of them. */
export function completeTemplate(text: string, position: number, context: CompletionContext): Completion {
  const open = text.lastIndexOf("{{", position - 1);
  const start = open + 2;
  if (open === -1 || start > position || text.slice(start, position).includes("}}"))
    return { from: position, options: [] };
  const completion = completeExpression(text.slice(start), position - start, context);
  return { from: completion.from + start, options: completion.options };
}

function endsInsideText(before: string): boolean {
  let position = 0;
  while (position < before.length) {
    const after = skipQuoted(before, position);
    if (after === -1) return true;
    position = after > position ? after : position + 1;
  }
  return false;
}

function afterDot(lead: string, before: string, context: CompletionContext): CompletionOption[] {
  const path = PATH.exec(lead)?.[1];
  if (path === undefined) return methods();
  const keys = splitPath(path);
  if (keys[0] === "secrets") return secretOptions(context);
  const found = fieldsAt(resolveLocal(keys, before), context).map(
    ({ name, type, ...rest }): CompletionOption => ({ label: name, kind: "field", detail: type, ...rest }),
  );
  const isContainer = keys.length === 1 && (keys[0] === "steps" || keys[0] === "inputs");
  return isContainer || (keys[0] === "steps" && keys.length === 2) ? found : [...found, ...methods()];
}

function splitPath(path: string): string[] {
  return [...path.matchAll(/[A-Za-z_]\w*|\[(\d+)\]|\["([^"\]]*)"\]/g)].map(
    (match) => match[1] ?? match[2] ?? match[0],
  );
}

/** Replaces a name that a macro binds by the list that it walks over: `data.items.map(item, item.` is `data.items[0]`. */
function resolveLocal(keys: readonly string[], before: string): string[] {
  let resolved = [...keys];
  for (let round = 0; round < 4; round++) {
    const receiver = receiverOf(resolved[0] ?? "", before);
    if (!receiver) return resolved;
    resolved = [...receiver, "0", ...resolved.slice(1)];
  }
  return resolved;
}

function receiverOf(name: string, before: string): string[] | null {
  const pattern =
    /([A-Za-z_][\w.?[\]]{0,200})\.(?:map|filter|all|exists|exists_one|sort_by|group_by)\(\s{0,9}(\w{1,64})\s{0,9},/g;
  let receiver: string | null = null;
  for (const match of before.slice(-2000).matchAll(pattern)) {
    if (match[2] === name && match[1] !== undefined) receiver = match[1];
  }
  return receiver === null ? null : splitPath(receiver);
}

function topLevel(lead: string, context: CompletionContext): CompletionOption[] {
  const locals = [...lead.matchAll(/\.\w{1,20}\(\s{0,9}([A-Za-z_]\w{0,63})\s{0,9},/g)].map(
    (match) => match[1] ?? "",
  );
  return [
    ...[...new Set(locals)].map((label) =>
      variable(label, "element", "The element that this expression walks over."),
    ),
    ...(context.variables ?? []).map(({ name, info }) => variable(name, "any", info)),
    variable("data", "any", "The value on the first input port of this step."),
    variable("inputs", "map", "The values on the input ports, by port."),
    variable("steps", "map", "The outputs of earlier steps, as steps.<step>.<port>."),
    variable("run", "map", "The run: id, input and started_at."),
    variable("segment", "map", "This segment."),
    variable("now", "timestamp", "When this step started."),
    ...(context.secrets ? [variable("secrets", "map", "The secrets of the organisation, by name.")] : []),
    ...functionOptions(
      functionReferences.filter(({ name }) => functions.has(name) || name === "has" || name === "coalesce"),
    ),
    ...["true", "false", "null", "in"].map(
      (label): CompletionOption => ({ label, kind: "keyword", detail: "", info: "" }),
    ),
  ];
}

function variable(label: string, detail: string, info: string): CompletionOption {
  return { label, kind: "variable", detail, info };
}

function secretOptions(context: CompletionContext): CompletionOption[] {
  const info = "The value stays on the server.";
  return (context.secrets ?? []).map((label) => ({ label, kind: "field", detail: "secret", info }));
}

const NOT_METHODS: ReadonlySet<string> = new Set(["has", "coalesce", "timestamp", "duration", "dyn"]);

function methods(): CompletionOption[] {
  return functionOptions(functionReferences.filter(({ name }) => !NOT_METHODS.has(name)));
}

function functionOptions(references: typeof functionReferences): CompletionOption[] {
  return references.map(({ name, signature, doc, example }) => ({
    label: name,
    kind: "function",
    detail: signature,
    info: `${doc} Example: ${example}`,
  }));
}
