import type { EventDraft } from "@worktrail/shared/run/events";
import { expect, it } from "vitest";
import { describeOnEachDatabase } from "../testing/database.ts";
import type { RunAppend } from "./append.ts";
import { JournalWriter } from "./journal-writer.ts";
import { sequenceEvent } from "./sequence.ts";

const timestamp = "2026-01-01T00:00:00.000Z";
const call = (cost_usd: number | null): EventDraft => ({
  event_type: "llm.call_completed",
  timestamp,
  severity: "info",
  step_id: "ask",
  step_type: "llm_agent",
  attempt: 1,
  payload: {
    model: "m",
    simulated: false,
    input_tokens: 1,
    output_tokens: 1,
    cost_usd,
    latency_ms: 1,
    finish_reason: "stop",
  },
});
const start: RunAppend["start"] = {
  project_id: "p",
  segment_id: "s",
  revision: null,
  document: "{}",
  input: null,
  config: {},
  idempotency_key: null,
  started_by: "u",
  parent: null,
  priority: 2,
  depth: 0,
  by_hand: null,
  repeats_run_id: null,
};

function append(run_id: string, expected_seq: number, costs: readonly (number | null)[]): RunAppend {
  const identity = { run_id, tenant_id: "org", segment_id: "s" };
  return {
    organization_id: "org",
    run_id,
    expected_seq,
    claim_id: "me",
    next_claim: "me",
    events: costs.map((cost, at) => sequenceEvent(identity, expected_seq + at, call(cost))),
    projection: {
      status: "running",
      outputs: null,
      error: null,
      started_at: timestamp,
      ended_at: null,
      wake_at: null,
    },
    start: expected_seq === 0 ? start : null,
    wake_by_job: false,
    has_tasks: false,
    ends_child_of: null,
    stops: [],
  };
}

describeOnEachDatabase("The cost of a run", (storage) => {
  const costs = () =>
    storage().query<{ run_id: string; cost_usd: number | null }>(
      "select run_id, cost_usd from runs order by run_id",
    );

  it("adds up over its commits, and stays unknown where no call had a price", async () => {
    const writer = new JournalWriter({ storage: storage(), onCommitted: () => {}, onTrouble: () => {} });
    await Promise.all([
      writer.append(append("priced", 0, [0.25, null, 0.5])),
      writer.append(append("unpriced", 0, [null])),
    ]);
    await writer.append(append("priced", 3, [null]));
    await writer.append(append("priced", 4, [0.125]));
    expect(await costs()).toEqual([
      { run_id: "priced", cost_usd: 0.875 },
      { run_id: "unpriced", cost_usd: null },
    ]);
  });

  it("is not added for an append that is refused", async () => {
    const writer = new JournalWriter({ storage: storage(), onCommitted: () => {}, onTrouble: () => {} });
    await expect(writer.append(append("priced", 1, [7]))).rejects.toThrow();
    expect(await costs()).toContainEqual({ run_id: "priced", cost_usd: 0.875 });
  });
});
