// From something that happened, over its durable event, to Socket.IO clients in another process.
import { setTimeout as sleep } from "node:timers/promises";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { readEvents } from "../../src/journal/read-journal.ts";
import { openBareLive } from "../bare-live.ts";
import { type BenchEngine, ORGANIZATION, openBenchEngine } from "../bench-engine.ts";
import { sharedNow } from "../child.ts";
import { atMost, type Line, lineOf } from "../line.ts";
import { type BenchContext, type Measure, withPlace } from "../measure.ts";
import { PacedHttp } from "../paced-http.ts";
import { openRaw, type Raw } from "../raw.ts";
import { interleave, percentiles } from "../rounds.ts";
import { callsInARow } from "../segments.ts";
import { startWatchers, type Watchers } from "../watchers.ts";

const STEPS = 150;
/** Two hundred answers in a second, or fewer where commits take longer. */
const PACE_MS = 5;

/** When things happened on the shared clock, by step. */
type Moments = Map<string, number>;
type Latency = { p50_ms: number; p99_ms: number };
type Told = { whole: Latency; after_commit: Latency };

export const eventsMeasure: Measure = {
  name: "events",
  run: (context) =>
    withPlace(context, async (place) => {
      const http = new PacedHttp();
      const engine = await openBenchEngine(place, { http });
      const raw = await openRaw(place.env, engine.storage);
      const lines: Line[] = [];
      for (const clients of [1, 20])
        lines.push(...(await measureClients(context, engine, http, raw, clients)));
      await raw.close();
      await engine.close();
      return lines;
    }),
};

async function measureClients(
  { rounds }: BenchContext,
  engine: BenchEngine,
  http: PacedHttp,
  raw: Raw,
  clients: number,
): Promise<Line[]> {
  const bare = await openBareLive(raw);
  const watchers = await startWatchers(engine.url, clients);
  const bareWatchers = await startWatchers(bare.url, clients);
  const committed = listen(engine);
  const { run_id } = await tellRun(engine, http, watchers, committed);
  const events = await readEvents(engine.storage, { organization_id: ORGANIZATION, run_id });
  await bareWatchers.watch(run_id);
  const pieces = piecesOf(events);
  const tellBare = async (): Promise<Told> => {
    const made: Moments = new Map();
    const durable: Moments = new Map();
    for (const [step_id, piece] of pieces) {
      const pace = sleep(PACE_MS);
      made.set(step_id, sharedNow());
      await bare.tell(run_id, piece);
      durable.set(step_id, sharedNow());
      await pace;
    }
    return latencies(await bareWatchers.report(), made, durable);
  };
  const { ours, floor } = await interleave(rounds, {
    ours: async () => (await tellRun(engine, http, watchers, committed)).told,
    floor: tellBare,
  });
  await Promise.all([watchers.close(), bareWatchers.close()]);
  await bare.close();
  return linesOf(clients, ours, floor);
}

function listen(engine: BenchEngine): Moments {
  const committed: Moments = new Map();
  engine.onCommitted((batch) => {
    const now = sharedNow();
    for (const { events } of batch)
      for (const event of events)
        if (event.event_type === "step.completed") committed.set(event.step_id, now);
  });
  return committed;
}

/** One run of calls in a row, each answered a moment after the one before. */
async function tellRun(
  engine: BenchEngine,
  http: PacedHttp,
  watchers: Watchers,
  committed: Moments,
): Promise<{ run_id: string; told: Told }> {
  const made: Moments = new Map();
  const segment = callsInARow("paced", STEPS, (step) => `http://steps.example${http.held}/s${step}`);
  const run_id = await engine.start(segment);
  await watchers.watch(run_id);
  for (let step = 0; step < STEPS; step++) {
    const call = await http.next();
    made.set(`s${step}`, sharedNow());
    call.answer();
    await sleep(PACE_MS);
  }
  await engine.ended(run_id);
  return { run_id, told: latencies(await watchers.report(), made, committed) };
}

function latencies(arrivals: [string, number][], made: Moments, durable: Moments): Told {
  const since = (moments: Moments) =>
    percentiles(arrivals.map(([step_id, at_ms]) => at_ms - (moments.get(step_id) ?? Number.NaN)));
  return { whole: since(made), after_commit: since(durable) };
}

/** What the journal says from the answer of one call to the next call: the events of one packet. */
function piecesOf(events: readonly WorktrailEvent[]): Map<string, WorktrailEvent[]> {
  const pieces = new Map<string, WorktrailEvent[]>();
  let piece: WorktrailEvent[] = [];
  let step_id: string | null = null;
  for (const event of events) {
    piece.push(event);
    if (event.event_type === "step.completed") step_id = event.step_id;
    const ends = event.event_type === "step.started" || event.event_type === "segment.completed";
    if (!ends) continue;
    if (step_id !== null) pieces.set(step_id, piece);
    piece = [];
    step_id = null;
  }
  return pieces;
}

function linesOf(clients: number, ours: readonly Told[], floor: readonly Told[]): Line[] {
  const name = "one commit and one packet of the same events";
  const to = clients === 1 ? "one client" : `${clients} clients`;
  const line = (what: string, part: keyof Told, field: keyof Latency, target?: Line["target"]) =>
    lineOf(
      { what: `${what} ${to}: ${field.slice(0, 3)}`, unit: "ms", ...(target && { target }) },
      ours.map((told) => told[part][field]),
      { name, values: floor.map((told) => told[part][field]) },
    );
  return [
    line("from a call's answer to", "whole", "p50_ms", atMost(2)),
    line("from a call's answer to", "whole", "p99_ms"),
    line("from the commit to", "after_commit", "p50_ms"),
  ];
}
