// The thread for pure steps that compute for long; see costly-steps.ts.
import { parentPort } from "node:worker_threads";
import { WORKER_BUDGET } from "@worktrail/shared/expression/limits";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import type { CostlyReply, CostlyRequest } from "./costly-steps.ts";
import { computePure } from "./run-attempt.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread only.");
const send = (reply: CostlyReply) => port.postMessage(reply);

port.on("message", ({ step, ports, scope, ...rest }: CostlyRequest) => {
  const contract = Object.hasOwn(catalog, step.step_type) ? (catalog[step.step_type] ?? null) : null;
  const graphStep = { step, index: 0, contract, ports, incoming: [], outgoing: [] };
  const base = { ...rest, step: graphStep, scope: () => scope, budget: WORKER_BUDGET };
  send({ kind: "done", outcome: computePure(handlers, base, () => undefined) });
});
send({ kind: "ready" });
