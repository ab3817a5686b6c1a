// `pnpm bench`: what the engine does in a second, beside what the same database does with the same bytes raw.
import type { Segment } from "@worktrail/shared/segment/schema";
import { readEvents } from "../src/journal/read-journal.ts";
import { type BenchDatabase, embeddedDatabase, realDatabase } from "./databases.ts";
import {
  type BenchEngine,
  benchEngine,
  measureInserts,
  measureRuns,
  median,
  ORGANIZATION,
  runOnce,
  type Sample,
} from "./measure.ts";
import { chain10, fan50 } from "./segments.ts";

const ROUNDS = 3;
const ROUND_MS = 1_500;
const WARM_UP_MS = 500;

const columns = [
  "database",
  "segment",
  "at once",
  "runs/s",
  "steps/s",
  "p50 ms",
  "p99 ms",
  "raw runs/s",
  "of raw",
];

async function benchSegment(database: BenchDatabase, bench: BenchEngine, segment: Segment, at_once: number) {
  const recorded = await runOnce(bench, segment);
  await measureRuns(bench, segment, at_once, WARM_UP_MS);
  const engine: Sample[] = [];
  const raw: Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    engine.push(await measureRuns(bench, segment, at_once, ROUND_MS));
    raw.push(await measureInserts(database.storage, recorded, at_once, ROUND_MS));
  }
  const runs = median(engine, "runs_per_second");
  const floor = median(raw, "runs_per_second");
  return [
    database.name,
    segment.segment_id,
    String(at_once),
    runs.toFixed(0),
    (runs * segment.steps.length).toFixed(0),
    median(engine, "p50_ms").toFixed(2),
    median(engine, "p99_ms").toFixed(2),
    floor.toFixed(0),
    (runs / floor).toFixed(2),
  ];
}

async function benchDatabase(database: BenchDatabase): Promise<string[][]> {
  const rows: string[][] = [];
  const bench = benchEngine(database.storage);
  for (const segment of [chain10(), fan50()]) {
    for (const at_once of [1, 50]) rows.push(await benchSegment(database, bench, segment, at_once));
    const run_id = await runOnce(bench, segment);
    const recorded = await readEvents(database.storage, { organization_id: ORGANIZATION, run_id });
    console.log(
      `${database.name}: a run of ${segment.segment_id} is ${recorded.length} events in the journal`,
    );
  }
  bench.engine.crash();
  return rows;
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("  "));
}

console.log(
  `Medians of ${ROUNDS} rounds of ${ROUND_MS / 1_000} s; “raw” inserts the same journal bytes, and nothing else.`,
);
const rows = [columns];
for (const open of [embeddedDatabase, realDatabase]) {
  const database = await open();
  try {
    rows.push(...(await benchDatabase(database)));
  } finally {
    await database.close();
  }
}
print(rows);
