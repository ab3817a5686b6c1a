/** Checks an expression against what it will be able to see, without evaluating it. */
import { compileExpression } from "./compile.ts";
import { childrenOf, type Syntax } from "./environment.ts";
import type { ExpressionError, ExpressionErrorCode } from "./failure.ts";
import { functionReferences, functions } from "./functions/reference.ts";
import { findMacro } from "./macros.ts";
import { type VariableUse, variableUses } from "./references.ts";
import { isScopeName, SCOPE_NAMES } from "./scope.ts";
import { parseTemplate, shiftError } from "./template.ts";

export type CheckContext = {
  /** The upstream steps with the ids of their output ports. */
  known_steps: Readonly<Record<string, readonly string[]>>;
  /** The ids of the input ports of this step. */
  known_inputs: readonly string[];
  secrets_allowed: boolean;
  /** The names of the secrets, when they are known. */
  known_secrets?: readonly string[];
  /** Further top-level names that this field offers. */
  variables?: readonly string[];
};

/** Every mistake that can be seen before a run. Empty means that the expression parses and names only what exists. */
export function checkExpression(source: string, context: CheckContext): ExpressionError[] {
  const compiled = compileExpression(source);
  if (!compiled.ok) return [compiled.error];
  const { syntax } = compiled.program;
  return [...variableUses(syntax).flatMap((use) => checkUse(use, context)), ...checkCalls(syntax)].sort(
    (left, right) => left.start - right.start,
  );
}

/** As `checkExpression` for a text with placeholders; offsets are those of the text. */
export function checkTemplate(text: string, context: CheckContext): ExpressionError[] {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return [parsed.error];
  return parsed.segments.flatMap((segment) =>
    segment.kind === "text"
      ? []
      : checkExpression(segment.source, context).map((error) => shiftError(error, segment.start)),
  );
}

type Place = { start: number; end: number };

function problem(code: ExpressionErrorCode, message: string, { start, end }: Place): ExpressionError[] {
  return [{ code, message, start, end }];
}

function checkUse(use: VariableUse, context: CheckContext): ExpressionError[] {
  const names = [...SCOPE_NAMES.filter((name) => name !== "secrets"), ...(context.variables ?? [])];
  if (context.variables?.includes(use.name)) return [];
  if (!isScopeName(use.name)) {
    const message = `There is no ${use.name} here.${suggest(use.name, names)} The names are ${names.join(", ")}.`;
    return problem("unknown_variable", message, use);
  }
  switch (use.name) {
    case "steps":
      return checkStep(use, context);
    case "inputs":
      return checkInput(use, context);
    case "secrets":
      return checkSecret(use, context);
    default:
      return [];
  }
}

function checkStep(use: VariableUse, context: CheckContext): ExpressionError[] {
  const [step, port] = use.path;
  if (!step) {
    return use.is_computed
      ? problem("unknown_step", "Name the step directly, as in steps.fetch.output.", use)
      : [];
  }
  // Asked for every reference: the names of all steps are listed only when one is wrong.
  const ports = Object.hasOwn(context.known_steps, step.key) ? context.known_steps[step.key] : undefined;
  if (!ports) {
    const steps = Object.keys(context.known_steps);
    const message = `There is no step ${step.key} before this one.${suggest(step.key, steps)} Connect it, or name an earlier step.`;
    return problem("unknown_step", message, step);
  }
  if (!port || ports.includes(port.key)) return [];
  const message = `The step ${step.key} has no port ${port.key}.${suggest(port.key, ports)} Its ports are ${ports.join(", ")}.`;
  return problem("unknown_port", message, port);
}

function checkInput(use: VariableUse, context: CheckContext): ExpressionError[] {
  const port = use.path[0];
  if (!port || context.known_inputs.includes(port.key)) return [];
  const message = `This step has no input ${port.key}.${suggest(port.key, context.known_inputs)}`;
  return problem("unknown_input", `${message} Name one of its input ports, or use data for the first.`, port);
}

function checkSecret(use: VariableUse, context: CheckContext): ExpressionError[] {
  if (!context.secrets_allowed) {
    return problem(
      "secrets_not_allowed",
      "Secrets cannot be used in this field. Use them where the field says so.",
      use,
    );
  }
  const secret = use.path[0];
  if (!secret) return problem("unknown_secret", "Name the secret directly, as in secrets.API_KEY.", use);
  if (!context.known_secrets || context.known_secrets.includes(secret.key)) return [];
  const message = `There is no secret ${secret.key}.${suggest(secret.key, context.known_secrets)} Create it, or name another one.`;
  return problem("unknown_secret", message, secret);
}

function checkCalls(syntax: Syntax): ExpressionError[] {
  const errors: ExpressionError[] = [];
  const open: Syntax[] = [syntax];
  for (let node = open.pop(); node; node = open.pop()) {
    open.push(...childrenOf(node));
    if (node.op === "call") errors.push(...checkCall(node, null, node.args[0], node.args[1]));
    if (node.op === "rcall") errors.push(...checkCall(node, node.args[1], node.args[0], node.args[2]));
  }
  return errors;
}

function checkCall(
  node: Syntax,
  receiver: Syntax | null,
  name: string,
  args: readonly Syntax[],
): ExpressionError[] {
  if (findMacro(name, receiver, args)) return [];
  const definition = functions.get(name);
  const reference = functionReferences.find((known) => known.name === name);
  if (!definition) {
    if (reference) return problem("wrong_arguments", `Call it as ${reference.signature}.`, node);
    const names = functionReferences.map((known) => known.name);
    const message = `There is no function ${name}().${suggest(name, names)} The reference lists all functions.`;
    return problem("unknown_function", message, node);
  }
  const count = args.length + (receiver ? 1 : 0);
  const fits = count >= definition.min_arguments && count <= definition.max_arguments;
  return fits ? [] : problem("wrong_arguments", `Call it as ${definition.signature}.`, node);
}

/** " Did you mean …?" for the nearest name, if one is near. */
function suggest(name: string, known: readonly string[]): string {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known.slice(0, 500)) {
    const distance = editDistance(name.slice(0, 64).toLowerCase(), candidate.slice(0, 64).toLowerCase());
    if (distance < least && distance < candidate.length) {
      best = candidate;
      least = distance;
    }
  }
  return best === null ? "" : ` Did you mean ${best}?`;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, character] of [...left].entries()) {
    const next = [i + 1];
    for (let j = 0; j < right.length; j++) {
      const cost = right.charAt(j) === character ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + cost, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
