// The end of a round: everything that was started is brought to where it may rest.
import { ENDED_RUN_STATUSES } from "@worktrail/shared/run/state";
import type { Client } from "./client.ts";
import type { Ledger } from "./ledger.ts";

const POLL_MS = 50;

const over = (status: string) => ENDED_RUN_STATUSES.some((ended) => ended === status);

/**
 * Answers, resumes and waits until every run has ended.
 * @returns false when the time was up before; the checker then says which runs hang
 */
export async function settle(client: Client, ledger: Ledger, limit_ms: number): Promise<boolean> {
  const until = Date.now() + limit_ms;
  for (;;) {
    await client.repeatStarts();
    await client.answerTasks(1);
    await Promise.all([...ledger.open].slice(0, 50).map((run_id) => look(client, ledger, run_id)));
    if (ledger.open.size === 0 && ledger.unsure_starts.length === 0) return true;
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function look(client: Client, ledger: Ledger, run_id: string): Promise<void> {
  const status = await statusOf(client, run_id);
  if (status === null) return;
  if (status === "paused") await client.call("mutation", "runs.resume", { run_id });
  // Runs that it had started are cancelled after it has ended.
  if (over(status) && (!ledger.above.has(run_id) || (await childrenAreOver(client, run_id)))) {
    ledger.open.delete(run_id);
  }
}

async function statusOf(client: Client, run_id: string): Promise<string | null> {
  const reply = await client.call("query", "runs.get", { run_id });
  if (reply === null) return null;
  if ("data" in reply) return (reply.data as { status: string }).status;
  // The checker finds a run that was acknowledged and is not there.
  return reply.code === "NOT_FOUND" ? "cancelled" : null;
}

async function childrenAreOver(client: Client, parent_run_id: string): Promise<boolean> {
  const reply = await client.call("query", "runs.list", { parent_run_id, limit: 200 });
  if (reply === null || !("data" in reply)) return false;
  const { runs } = reply.data as { runs: { run_id: string; status: string }[] };
  return runs.every(({ status }) => over(status));
}
