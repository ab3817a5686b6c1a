// The thread for expressions that compute for long; see costly-steps.ts.
import { parentPort } from "node:worker_threads";
import { assertNever } from "@worktrail/shared/errors";
import { WORKER_BUDGET } from "@worktrail/shared/expression/limits";
import { evaluateTemplates } from "@worktrail/shared/run/step-config";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import { computeEnd, computeRequest } from "./child-compute.ts";
import { type ContextBase, failureOf } from "./context.ts";
import type { Computed, CostlyReply, CostlyRequest } from "./costly-steps.ts";
import { computePure } from "./run-attempt.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread only.");
const send = (reply: CostlyReply) => port.postMessage(reply);

port.on("message", ({ work, step, ports, scope, secrets, last, ...rest }: CostlyRequest) => {
  const contract = Object.hasOwn(catalog, step.step_type) ? (catalog[step.step_type] ?? null) : null;
  const graphStep = { step, index: 0, contract, ports, join: "all" as const, incoming: [], outgoing: [] };
  const base = { ...rest, step: graphStep, scope: () => scope, budget: WORKER_BUDGET };
  send({ kind: "done", computed: compute(work, base, secrets, last) });
});
send({ kind: "ready" });

const untold = () => undefined;

function compute(
  work: CostlyRequest["work"],
  base: ContextBase,
  secrets: Record<string, string>,
  last: CostlyRequest["last"],
): Computed {
  switch (work) {
    case "outputs":
      return computeOutputs(base);
    case "config":
      return computeConfig(base, secrets);
    case "children": {
      const computed = computeRequest(handlers, base, untold);
      if (!computed.ok) return computed;
      return { ok: true, value: { ...computed.request, inputs: [...computed.request.inputs] } };
    }
    case "loop_end": {
      const computed = computeEnd(handlers, base, last ?? { iteration: 1, output: null }, untold);
      return computed.ok ? { ok: true, value: { done: computed.done } } : computed;
    }
    default:
      return assertNever(work);
  }
}

function computeOutputs(base: ContextBase): Computed {
  const outcome = computePure(handlers, base, untold);
  return outcome.ok ? { ok: true, value: outcome.outputs } : outcome;
}

function computeConfig({ step, scope }: ContextBase, secrets: Record<string, string>): Computed {
  try {
    return { ok: true, value: evaluateTemplates(step, scope(), { budget: WORKER_BUDGET, secrets }) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, untold) };
  }
}
