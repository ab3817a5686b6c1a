// `pnpm bench:live`: from the commit of an event to the badge in a browser. The README above says how to read it.
import { setTimeout as sleep } from "node:timers/promises";
import { startAnswerer } from "../answerer.ts";
import { openDatabase } from "../databases.ts";
import { median, percentiles } from "../rounds.ts";
import { callsInARow } from "../segments.ts";
import { figure } from "../table.ts";
import { startWatchers } from "../watchers.ts";
import { type LiveServer, startLiveServer, TOKEN } from "./live-server.ts";
import { type Badges, openBadges } from "./page-badges.ts";
import { buildWeb, prepare } from "./scripts.ts";

const LIMIT_MS = 600_000;
const rounds = whole("ROUNDS", 2);
const runs = whole("RUNS", 200);
const steps = whole("STEPS", 40);
const audiences = (process.env.CLIENTS ?? "1,50,500").split(",").map(Number);

/** Each of the other runs does a step in this time; the watched one in that. */
const OTHERS_MS = 2_000;
const WATCHED_MS = 100;

type Figures = {
  badge_p50: number;
  badge_p99: number;
  socket_p50: number;
  socket_p99: number;
  within: number;
};
type Row = { where: string; clients: number } & Figures;

function whole(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`${name} must be a whole number from 1.`);
  process.exit(1);
}

setTimeout(() => {
  console.error(
    `The bench did not end within ${LIMIT_MS / 60_000} minutes. Give it fewer ROUNDS, RUNS or CLIENTS.`,
  );
  process.exit(1);
}, LIMIT_MS).unref();

buildWeb(prepare());
const database = await openDatabase("postgres");
const answerer = await startAnswerer();
const badges = await openBadges();
const rows: Row[] = [];
try {
  for (const where of ["one process", "two processes"] as const) {
    const place = await database.makePlace();
    const drives = await startLiveServer(place, answerer);
    const shows = where === "one process" ? drives : await startLiveServer(place, answerer);
    await badges.signIn(shows.sign_in);
    const others = await startOthers(drives);
    for (const clients of audiences)
      rows.push({ where, clients, ...(await measure(drives, shows, clients)) });
    const alive = await stillRunning(drives, others);
    console.error(`${where}: ${alive} of ${runs} other runs were running to the end`);
    await Promise.all([...new Set([drives, shows])].map((server) => server.close()));
    await place.drop();
  }
  print(rows);
} finally {
  await badges.close();
  await answerer.close();
  await database.close();
}
process.exit();

/** Runs that go on for longer than the bench, spread over the time of one step. */
async function startOthers(server: LiveServer): Promise<string[]> {
  const segment = callsInARow("others", 500, () => `${answerer.url}/after/${OTHERS_MS}`);
  const run_ids: string[] = [];
  for (let run = 0; run < runs; run++) {
    run_ids.push(await server.start(segment));
    await sleep(OTHERS_MS / runs);
  }
  return run_ids;
}

async function stillRunning(server: LiveServer, run_ids: readonly string[]): Promise<number> {
  const statuses = await Promise.all(run_ids.map((run_id) => server.status(run_id)));
  return statuses.filter((status) => status === "running").length;
}

/** One of the clients is the page; the others are sockets in a process of their own, which do what a page does. */
async function measure(drives: LiveServer, shows: LiveServer, clients: number): Promise<Figures> {
  const sockets = clients > 1 ? await startWatchers(shows.url, clients - 1, TOKEN) : null;
  const taken: Figures[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await oneRun(drives, shows, badges, sockets));
  await sockets?.close();
  const of = (part: keyof Figures) => median(taken.map((figures) => figures[part]));
  return {
    badge_p50: of("badge_p50"),
    badge_p99: of("badge_p99"),
    socket_p50: of("socket_p50"),
    socket_p99: of("socket_p99"),
    within: of("within"),
  };
}

async function oneRun(
  drives: LiveServer,
  shows: LiveServer,
  page: Badges,
  sockets: Awaited<ReturnType<typeof startWatchers>> | null,
): Promise<Figures> {
  await answerer.hold("/held");
  const segment = callsInARow("watched", steps + 1, (step) =>
    step === 0 ? `${answerer.url}/held` : `${answerer.url}/after/${WATCHED_MS}`,
  );
  const run_id = await drives.start(segment);
  await drives.mark(run_id);
  await page.open(`${shows.url}/runs/${run_id}`, "s0");
  await sockets?.watch(run_id);
  await sockets?.report();
  await answerer.hold(null);
  while ((await drives.status(run_id)) === "running") await sleep(250);
  // The last badge is on its way.
  await sleep(500);
  const commits = await drives.commits();
  const { completed, within_ms } = await page.report();
  const after = (at: number, step_id: string) => at - (commits.get(step_id) ?? Number.NaN);
  const shown = percentiles([...completed].map(([step_id, at]) => after(at, step_id)));
  const heard = percentiles(((await sockets?.report()) ?? []).map(([step_id, at]) => after(at, step_id)));
  if (completed.size < steps) throw new Error(`The page showed ${completed.size} of ${steps + 1} steps.`);
  return {
    badge_p50: shown.p50_ms,
    badge_p99: shown.p99_ms,
    socket_p50: sockets ? heard.p50_ms : Number.NaN,
    socket_p99: sockets ? heard.p99_ms : Number.NaN,
    within: within_ms,
  };
}

function print(all: readonly Row[]): void {
  const heads = ["from commit to", "clients", "badge p50", "badge p99", "socket p50", "socket p99"];
  const table = [
    heads,
    ...all.map((row) => [
      row.where,
      String(row.clients),
      ...[row.badge_p50, row.badge_p99, row.socket_p50, row.socket_p99].map((value) =>
        Number.isNaN(value) ? "" : `${figure(value)} ms`,
      ),
    ]),
  ];
  const widths = heads.map((_, at) => Math.max(...table.map((cells) => cells[at]?.length ?? 0)));
  const exact = figure(Math.max(...all.map(({ within }) => within)));
  console.log(
    `\nPostgreSQL, ${runs} running runs, ${steps} steps a round, medians of ${rounds} rounds, clocks within ${exact} ms, node ${process.version}, ${new Date().toISOString()}`,
  );
  for (const cells of table)
    console.log(
      cells
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    );
}
