// `pnpm bench:workers`: a simulation of up to a thousand workers on one PostgreSQL, from costs that are measured first.
// What the model knows and leaves out stands in docs/scaling.md.
import { parseArgs } from "node:util";
import { openDatabase } from "./databases.ts";
import { type Costs, measureCosts } from "./simulation/costs.ts";
import { type Simulated, simulate } from "./simulation/simulate.ts";
import type { Workload } from "./simulation/worker-model.ts";
import { figure } from "./table.ts";

const WORKERS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const DATABASES = [1, 2, 4, 8, 16, 32];
const COSTS = ["cores", "round-trip", "read", "statement", "row", "flush", "notify", "delivery"] as const;
/** A database keeps up while runs get this share of what they ask for. */
const KEEPS_UP = 0.9;

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(COSTS.map((name) => [name, { type: "string" as const }])),
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "50" },
    calls: { type: "string", default: "5" },
    "call-ms": { type: "string", default: "500" },
    woken: { type: "string", default: "0.1" },
    watched: { type: "string", default: "0.05" },
    workers: { type: "string", default: WORKERS.join(",") },
  },
});

function numberOf(name: string): number | undefined {
  const text = values[name as keyof typeof values];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number from 0.`);
  return value;
}

const given = (name: (typeof COSTS)[number]) => numberOf(name);
const workload = (watched: number): Workload => ({
  runs: numberOf("runs") ?? 50,
  calls: numberOf("calls") ?? 5,
  call_ms: numberOf("call-ms") ?? 500,
  woken: numberOf("woken") ?? 0.1,
  watched,
});

/** Measures only what no flag gives. */
async function costsOf(): Promise<Costs> {
  const measured = COSTS.every((name) => given(name) !== undefined) ? null : await measureHere();
  const either = (name: (typeof COSTS)[number], field: keyof Costs) => given(name) ?? measured?.[field] ?? 0;
  return {
    cores: either("cores", "cores"),
    round_trip_ms: either("round-trip", "round_trip_ms"),
    read_ms: either("read", "read_ms"),
    statement_ms: either("statement", "statement_ms"),
    row_ms: either("row", "row_ms"),
    flush_ms: either("flush", "flush_ms"),
    notify_ms: either("notify", "notify_ms"),
    delivery_ms: either("delivery", "delivery_ms"),
  };
}

async function measureHere(): Promise<Costs> {
  const database = await openDatabase("postgres");
  try {
    return await measureCosts(database);
  } finally {
    await database.close();
  }
}

const HEADS = [
  "runs/s",
  "appends/s",
  "of what is asked",
  "appends a commit",
  "CPU",
  "log",
  "p50 ms",
  "p99 ms",
  "told p99 ms",
  "slowest heartbeat s",
];

/** As a table of Markdown, which reads as well as it stands. */
function printRows(
  first: string,
  rows: readonly (readonly [string, Simulated])[],
  times = (_: string) => 1,
): void {
  const cells = rows.map(([name, result]) => [name, ...cellsOf(result, times(name))]);
  const heads = [first, ...HEADS];
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const print = (row: readonly string[]) =>
    console.log(`| ${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(" | ")} |`);
  print(heads);
  print(widths.map((width) => `${"-".repeat(width - 1)}:`));
  for (const row of cells) print(row);
}

function cellsOf(result: Simulated, times: number): string[] {
  const { runs_per_second, appends_per_second, asked_per_second, commits_per_second } = result;
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  return [
    figure(runs_per_second * times),
    figure(appends_per_second * times),
    percent(appends_per_second / asked_per_second),
    figure(appends_per_second / commits_per_second),
    percent(result.cpu),
    percent(result.log),
    figure(result.p50_ms),
    figure(result.p99_ms),
    result.told_p99_ms === null ? "" : figure(result.told_p99_ms),
    figure(result.slowest_beat_ms / 1_000),
  ];
}

function watchedText(watched: number): string {
  if (watched === 0) return "Nobody watches a run from another process";
  const share = watched === 1 ? "Every run is" : `${figure(watched * 100)} % of the runs are`;
  return `${share} watched from another process, and what happens to them is told to all`;
}

function printWorkers(costs: Costs, watched: number, seed: number): void {
  console.log(`\n${watchedText(watched)}:\n`);
  const counts = values.workers.split(",").map(Number);
  const rows = counts.map(
    (workers) => [String(workers), simulate(workers, costs, workload(watched), seed)] as const,
  );
  printRows("workers", rows);
  const slow = rows.findIndex(([, result]) => result.appends_per_second < KEEPS_UP * result.asked_per_second);
  if (slow < 0) console.log("\nIt keeps up with all of them.");
  else
    console.log(
      `\nIt keeps up to somewhere between ${rows[slow - 1]?.[0] ?? 0} and ${rows[slow]?.[0]} workers.`,
    );
}

function printDatabases(costs: Costs, seed: number): void {
  const workers = Math.max(...values.workers.split(",").map(Number));
  console.log(
    `\n${workers} workers, organisations spread over several databases like this one, ${figure(WATCHED * 100)} % of the runs watched:\n`,
  );
  const rows = DATABASES.map(
    (databases) =>
      [String(databases), simulate(Math.ceil(workers / databases), costs, workload(WATCHED), seed)] as const,
  );
  printRows("databases", rows, Number);
}

const WATCHED = numberOf("watched") ?? 0.05;
const costs = await costsOf();
const seed = numberOf("seed") ?? 1;
const said = Object.entries(costs).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
console.log(
  "This is a simulation; nothing below was measured but these costs of the one database underneath:",
);
console.log(said.join(", "));
const { runs, calls, call_ms, woken } = workload(0);
console.log(
  `Each worker: ${runs} runs at once of ${calls} calls of ${call_ms} ms, ${woken * 100} % woken; seed ${seed}.`,
);
for (const watched of [0, WATCHED, 1]) printWorkers(costs, watched, seed);
printDatabases(costs, seed);
process.exit();
