// `pnpm bench`: what the engine does, beside what it stands on. The README in here says how to read it.
import { setTimeout as sleep } from "node:timers/promises";
import { type BenchDatabase, openDatabase } from "./databases.ts";
import type { Line } from "./line.ts";
import type { Measure } from "./measure.ts";
import { chain10Measure } from "./measures/chain10.ts";
import { crowdMeasure } from "./measures/crowd.ts";
import { effectsMeasure } from "./measures/effects.ts";
import { eventsMeasure } from "./measures/events.ts";
import { fan50Measure } from "./measures/fan50.ts";
import { parkedMeasure } from "./measures/parked.ts";
import { processesMeasure } from "./measures/processes.ts";
import { recoveryMeasure } from "./measures/recovery.ts";
import { startMeasure } from "./measures/start.ts";
import { watchersMeasure } from "./measures/watchers.ts";
import { type BenchOptions, readOptions } from "./options.ts";
import { printTable } from "./table.ts";
import { measureYardstick } from "./yardstick.ts";

const LIMIT_MS = 180_000;
const MEASURES: readonly Measure[] = [
  chain10Measure,
  fan50Measure,
  effectsMeasure,
  startMeasure,
  eventsMeasure,
  watchersMeasure,
  parkedMeasure,
  crowdMeasure,
  recoveryMeasure,
  processesMeasure,
];

const options = chosenOptions();
const chosen = MEASURES.filter(({ name }) => options.only?.includes(name) ?? true);

function chosenOptions(): BenchOptions {
  try {
    return readOptions(
      process.env,
      MEASURES.map(({ name }) => name),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** A process that does not answer must not keep the bench for ever. */
async function tooLate(name: string): Promise<never> {
  await sleep(LIMIT_MS, undefined, { ref: false });
  throw new Error(`The measure “${name}” did not end within ${LIMIT_MS / 60_000} minutes.`);
}

async function benchDatabase(database: BenchDatabase): Promise<Line[]> {
  const context = { database, rounds: options.rounds };
  const lines = await measureYardstick(context);
  for (const measure of chosen) {
    if (measure.only_on !== undefined && measure.only_on !== database.kind) continue;
    const began = performance.now();
    lines.push(...(await Promise.race([measure.run(context), tooLate(measure.name)])));
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    console.error(`${database.name}: ${measure.name} took ${seconds} s`);
  }
  return lines;
}

const rounds = options.rounds === 1 ? "one round" : `medians of ${options.rounds} rounds`;
const printed: Line[] = [];
for (const kind of options.databases) {
  const database = await openDatabase(kind);
  try {
    const lines = await benchDatabase(database);
    console.log(`\n${database.name}, ${rounds}, node ${process.version}, ${new Date().toISOString()}`);
    printTable(lines, printed);
    printed.push(...lines);
  } finally {
    await database.close();
  }
}
process.exit();
