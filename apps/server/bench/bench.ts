// `pnpm bench`: what the engine does, beside what it stands on. The README in here says how to read it.
import { type BenchDatabase, openDatabase } from "./databases.ts";
import type { Line } from "./line.ts";
import type { Measure } from "./measure.ts";
import { chain10Measure } from "./measures/chain10.ts";
import { effectsMeasure } from "./measures/effects.ts";
import { eventsMeasure } from "./measures/events.ts";
import { fan50Measure } from "./measures/fan50.ts";
import { parkedMeasure } from "./measures/parked.ts";
import { startMeasure } from "./measures/start.ts";
import { watchersMeasure } from "./measures/watchers.ts";
import { readOptions } from "./options.ts";
import { printTable } from "./table.ts";
import { measureYardstick } from "./yardstick.ts";

const MEASURES: readonly Measure[] = [
  chain10Measure,
  fan50Measure,
  effectsMeasure,
  startMeasure,
  eventsMeasure,
  watchersMeasure,
  parkedMeasure,
];

const options = readOptions(
  process.env,
  MEASURES.map(({ name }) => name),
);
const chosen = MEASURES.filter(({ name }) => options.only?.includes(name) ?? true);

async function benchDatabase(database: BenchDatabase): Promise<Line[]> {
  const context = { database, rounds: options.rounds };
  const lines = await measureYardstick(context);
  for (const measure of chosen) {
    if (measure.only_on !== undefined && measure.only_on !== database.kind) continue;
    const began = performance.now();
    lines.push(...(await measure.run(context)));
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
