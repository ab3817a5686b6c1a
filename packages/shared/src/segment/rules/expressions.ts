import { type CheckContext, checkExpression, checkTemplate } from "../../expression/check.ts";
import type { ExpressionError, ExpressionErrorCode } from "../../expression/failure.ts";
import { type ConfigExpression, configExpressions } from "../config-expressions.ts";
import { type GraphStep, type SegmentGraph, upstreamOf } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function expressions({ graph }: RuleContext): Issue[] {
  return [...graph.steps.values()].flatMap((step) => stepIssues(graph, step));
}

function stepIssues(graph: SegmentGraph, step: GraphStep): Issue[] {
  const sources = configExpressions(step);
  if (sources.length === 0) return [];
  const known_steps = sources.some(({ text }) => text.includes("steps")) ? upstreamPorts(graph, step) : {};
  const known_inputs = step.ports.inputs.map((port) => port.port_id);
  return sources.flatMap((source) => {
    const { allowsSecrets: secrets_allowed, variables } = source;
    const context: CheckContext = { known_steps, known_inputs, secrets_allowed, variables };
    return check(source, context).map((error) => {
      const path = `/steps/${step.index}/config${source.path}`;
      return errorAt(issueCode(error.code), path, sentence(graph, step, source, error), step.step.step_id);
    });
  });
}

function check(source: ConfigExpression, context: CheckContext): ExpressionError[] {
  return source.isTemplate ? checkTemplate(source.text, context) : checkExpression(source.text, context);
}

function upstreamPorts(graph: SegmentGraph, step: GraphStep): Record<string, string[]> {
  const known: Record<string, string[]> = {};
  for (const step_id of upstreamOf(graph, step.step.step_id)) {
    known[step_id] = graph.steps.get(step_id)?.ports.outputs.map((port) => port.port_id) ?? [];
  }
  return known;
}

const REFERENCE_CODES: ReadonlySet<ExpressionErrorCode> = new Set([
  "unknown_variable",
  "unknown_step",
  "unknown_port",
  "unknown_input",
  "secrets_not_allowed",
  "unknown_secret",
]);

function issueCode(code: ExpressionErrorCode): "EXPRESSION_REFERENCE" | "EXPRESSION_SYNTAX" {
  return REFERENCE_CODES.has(code) ? "EXPRESSION_REFERENCE" : "EXPRESSION_SYNTAX";
}

/** A step that exists but comes later needs another hint than one that does not exist. */
function sentence(
  graph: SegmentGraph,
  step: GraphStep,
  source: ConfigExpression,
  error: ExpressionError,
): string {
  if (error.code !== "unknown_step") return error.message;
  const named = source.text.slice(error.start, error.end).replace(/^\W+|\W+$/g, "");
  if (named === step.step.step_id)
    return `The step "${named}" cannot read its own output. Name a step before it.`;
  if (!graph.steps.has(named)) return error.message;
  return `The step "${named}" does not come before this one. Connect it so that it does, or name an earlier step.`;
}
