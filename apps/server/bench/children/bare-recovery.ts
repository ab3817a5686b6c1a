// The least that could go on with unfinished runs: read their journals, commit once, make the calls.
// bare-recovery.ts <address of the database, or nothing> <data directory> <address to call>
import { Agent, request } from "undici";
import { openStorage } from "../../src/db/storage.ts";
import { readEvents } from "../../src/journal/read-journal.ts";

/** As many calls as the engine lets out at once. */
const AT_ONCE = 64;

const [databaseUrl = "", dataDir = "", url = ""] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl: databaseUrl === "" ? undefined : databaseUrl, dataDir });
const runs = await storage.query<{ organization_id: string; run_id: string }>(
  "select organization_id, run_id from runs where ended_at is null",
);
const journals = await Promise.all(runs.map((run) => readEvents(storage, run)));
await storage.query("create table if not exists bench_recovery (events text)");
await storage.query("insert into bench_recovery (events) select unnest($1::text[])", [
  journals.map((events) => JSON.stringify(events.slice(-1))),
]);
const dispatcher = new Agent({ connections: AT_ONCE });
const left = runs.map(({ run_id }) => run_id);

async function callAll(): Promise<void> {
  for (let run_id = left.pop(); run_id !== undefined; run_id = left.pop()) {
    const headers = { "idempotency-key": run_id };
    const { body } = await request(url, { dispatcher, method: "POST", headers });
    await body.dump();
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, callAll));
process.send?.({ done: true });
await storage.close();
process.exit();
