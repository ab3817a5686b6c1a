// `pnpm bench:runs-list`: how long each query of the runs page takes among 100,000 runs, on both databases.
import { parseArgs } from "node:util";
import type { RunsFilter } from "@worktrail/shared/api/runs-list";
import type { Storage } from "../src/db/storage.ts";
import { countRuns } from "../src/runs-list/count-runs.ts";
import { findPage, listRuns } from "../src/runs-list/list-runs.ts";
import { SEEDED, seedJournals, seedRuns } from "../src/runs-list/testing/seed-runs.ts";
import { type DatabaseKind, openDatabase } from "./databases.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    rounds: { type: "string", default: "50" },
    database: { type: "string", default: "both" },
  },
});
const runs = Number(values.runs);
const rounds = Number(values.rounds);
const actor = { organization_id: SEEDED.organization_id };
const day = { from: "2026-05-31T12:00:00.000Z", to: SEEDED.newest, bucket_seconds: 1_800 };

const FILTERS: [string, RunsFilter][] = [
  ["everything", {}],
  ["one segment", { segment_id: "segment_3" }],
  ["what failed", { status: "failed" }],
  ["several statuses", { status: ["failed", "cancelled", "timed_out"] }],
  ["a day of last week", { from: "2026-05-24T00:00:00.000Z", to: "2026-05-25T00:00:00.000Z" }],
  ["what failed of a segment", { segment_id: "segment_3", status: "failed" }],
  ["what other runs started", { trigger: "run" }],
  ["what schedules started", { trigger: "schedule" }],
  ["one version", { segment_id: "segment_3", revision: 9 }],
  ["a person who started nothing", { who: "nobody" }],
  ["a word that one run has", { text: SEEDED.rare_word }],
  ["a word that no run has", { text: "nowhere to be found" }],
  ["the same, not in steps", { text: "nowhere to be found", text_in: ["input", "output", "error"] }],
  ["the same, with an accent", { text: "nowhere tö be found" }],
  ["a word of one step", { text: SEEDED.word_of_a_step }],
  ["a name that all journals have", { text: SEEDED.name_everywhere }],
];

async function times(work: () => Promise<unknown>): Promise<{ p50: string; p95: string }> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  taken.sort((one, other) => one - other);
  const at = (share: number) => `${(taken[Math.ceil(share * taken.length) - 1] ?? 0).toFixed(1)} ms`;
  return { p50: at(0.5), p95: at(0.95) };
}

async function measure(storage: Storage): Promise<Record<string, string>[]> {
  const lines: Record<string, string>[] = [];
  for (const [name, filter] of FILTERS) {
    const page = await times(() => listRuns({ storage }, actor, { ...filter, limit: 50 }));
    const counts = await times(() => countRuns({ storage }, actor, { ...filter, chart: day }));
    lines.push({
      filter: name,
      "page p50": page.p50,
      "page p95": page.p95,
      "counts p50": counts.p50,
      "counts p95": counts.p95,
    });
  }
  const before = { created_at: "2026-05-12T00:00:00.000000Z", run_id: "run" };
  const deep = await times(() => findPage(storage, actor, before, 50));
  lines.push({ filter: "everything, far down", "page p50": deep.p50, "page p95": deep.p95 });
  return lines;
}

const kinds: DatabaseKind[] =
  values.database === "both"
    ? ["postgres", "pglite"]
    : [values.database === "pglite" ? "pglite" : "postgres"];
for (const kind of kinds) {
  const database = await openDatabase(kind);
  const place = await database.makePlace();
  const storage = await place.open();
  await seedRuns(storage, runs);
  await seedJournals(storage, runs);
  console.log(`${database.name}, ${runs.toLocaleString("en")} runs, ${rounds} rounds`);
  console.table(await measure(storage));
  await storage.close();
  await place.drop();
  await database.close();
}
