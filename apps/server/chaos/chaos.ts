// `pnpm chaos`: servers are killed, paused and replaced, PostgreSQL is restarted, and the whole history is read
// afterwards. Exits with 1 when a promise was broken, and says how to see that again.
import { parseArgs } from "node:util";
import { killMode } from "./kill-mode.ts";
import { restartMode } from "./restart-mode.ts";
import type { ChaosResult } from "./scene.ts";
import { workerMode } from "./worker-mode.ts";

const USAGE = `Usage: pnpm chaos [--mode kill|postgres-restart|workers|all] [--database pglite|postgres] [--seed n]
                  [--kills n] [--minutes n]

  kill              a server is killed --kills times (50), on both databases unless one is named
  postgres-restart  PostgreSQL is restarted --kills times, every 5 to 20 seconds
  workers           of three servers one is killed, one paused and one drained, --kills times in all
  --minutes         no further blow falls after this time; each mode and database has it for itself`;

const MODES = ["kill", "postgres-restart", "workers"] as const;
type Mode = (typeof MODES)[number];
const DATABASES = ["pglite", "postgres"] as const;
const SHOWN_VIOLATIONS = 50;

type Options = { modes: readonly Mode[]; databases: readonly (typeof DATABASES)[number][] } & {
  seed: number;
  kills: number;
  within_ms: number;
};

function readOptions(): Options {
  const text = { type: "string" } as const;
  const options = { mode: text, database: text, seed: text, kills: text, minutes: text };
  const { values } = parseArgs({ options });
  const { mode = "kill", database, seed, kills = "50", minutes = "60" } = values;
  const modes = mode === "all" ? MODES : MODES.filter((one) => one === mode);
  const databases = DATABASES.filter((one) => database === undefined || one === database);
  const numbers = [seed ?? String(Math.floor(Math.random() * 1_000_000)), kills, minutes].map(Number);
  const [seedNumber = 0, count = 0, time = 0] = numbers;
  const wrong = modes.length === 0 || databases.length === 0 || numbers.some((one) => !(one >= 0));
  if (wrong) throw new RangeError("An option has a value that it cannot have.");
  return { modes, databases, seed: seedNumber, kills: count, within_ms: time * 60_000 };
}

async function run(options: Options): Promise<number> {
  let broken = 0;
  for (const mode of options.modes) {
    for (const database of mode === "kill" ? options.databases : (["postgres"] as const)) {
      const name = `${mode} on ${database}`;
      const began = Date.now();
      const result = await play(mode, database, options, (count) => {
        if (count % 10 === 0)
          console.log(`${name}: ${count} after ${Math.round((Date.now() - began) / 1_000)} s`);
      });
      tell(name, result, Date.now() - began);
      if (result.violations.length > 0) console.log(`Again: ${again(mode, database, options)}`);
      broken += result.violations.length;
    }
  }
  return broken;
}

function play(
  mode: Mode,
  database: (typeof DATABASES)[number],
  { seed, kills, within_ms }: Options,
  onBlow: (count: number) => void,
): Promise<ChaosResult> {
  const common = { seed, within_ms, onBlow };
  switch (mode) {
    case "kill":
      return killMode({ ...common, database, kills });
    case "postgres-restart":
      return restartMode({ ...common, restarts: kills, every: { low: 5_000, high: 20_000 }, starts: 200 });
    case "workers":
      return workerMode({ ...common, blows: kills });
  }
}

function tell(name: string, { violations, ...figures }: ChaosResult, ms: number): void {
  const numbers = Object.entries(figures).map(([what, count]) => `${count} ${what}`);
  console.log(`${name}: ${numbers.join(", ")}; ${violations.length} violations; ${Math.round(ms / 1_000)} s`);
  for (const violation of violations.slice(0, SHOWN_VIOLATIONS)) console.log(`  ${violation}`);
  if (violations.length > SHOWN_VIOLATIONS) console.log(`  and ${violations.length - SHOWN_VIOLATIONS} more`);
}

function again(mode: Mode, database: string, { seed, kills }: Options): string {
  return `pnpm chaos --mode ${mode} --database ${database} --kills ${kills} --seed ${seed}`;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
let options: Options;
try {
  options = readOptions();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exit(2);
}
console.log(
  `Seed ${options.seed}. The seed says what is done; when it happens differs from machine to machine.`,
);
process.exitCode = (await run(options)) > 0 ? 1 : 0;
