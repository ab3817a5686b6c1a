// What the driver knows across the lives of servers: what it was told, and what it has to ask again.

import type { Flow } from "./flows.ts";
import type { Told } from "./history/history.ts";

export type Answer = { run_id: string; task_id: string; action: string; operation_id: string };

export type Ledger = {
  told: Told;
  /** Runs that were started and that nobody has seen at their end. */
  open: Set<string>;
  /** Runs of segments that run others. */
  above: Set<string>;
  /** Starts whose acknowledgement did not come: they are asked again with their key. */
  unsure_starts: { idempotency_key: string; flow: Flow }[];
  /** The answer that each task was given, whether or not that was acknowledged. */
  answers: Map<string, Answer>;
  /** How many starts were asked for; each has its own key. */
  asked: number;
  sessions: number;
  /** Refusals that nothing in this test explains. */
  surprises: string[];
  /** Resolves at the next acknowledgement, in the same turn of the loop. */
  nextAck(): Promise<void>;
  acknowledged(): void;
};

export function newLedger(): Ledger {
  let ack = Promise.withResolvers<void>();
  return {
    told: { starts: [], answers: [], cancels: [], batches: [] },
    open: new Set(),
    above: new Set(),
    unsure_starts: [],
    answers: new Map(),
    asked: 0,
    sessions: 0,
    surprises: [],
    nextAck: () => ack.promise,
    acknowledged: () => {
      ack.resolve();
      ack = Promise.withResolvers<void>();
    },
  };
}
