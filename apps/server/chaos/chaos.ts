// `pnpm chaos`: servers are killed, paused and replaced, PostgreSQL is restarted, and the history is read afterwards.
import { parseArgs } from "node:util";
import { killMode } from "./kill-mode.ts";
import type { ChaosResult } from "./scene.ts";

const { values } = parseArgs({
  options: {
    mode: { type: "string", default: "kill" },
    database: { type: "string" },
    seed: { type: "string" },
    kills: { type: "string", default: "50" },
    minutes: { type: "string" },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const kills = Number(values.kills);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

console.log(`seed ${seed}`);
const databases = values.database === undefined ? (["pglite", "postgres"] as const) : [values.database];
let broken = 0;
for (const database of databases) {
  const result = await killMode({ database: database as "pglite", seed, kills, onKill: (n) => n % 10 === 0 && console.log(n) });
  console.log(database, JSON.stringify({ ...result, violations: result.violations.length }));
  for (const one of result.violations.slice(0, 40)) console.log("  ", one);
  broken += result.violations.length;
}
process.exitCode = broken > 0 ? 1 : 0;
type _ = ChaosResult;
