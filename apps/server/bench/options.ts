import type { DatabaseKind } from "./databases.ts";

export type BenchOptions = { only: string[] | null; rounds: number; databases: DatabaseKind[] };

/** @throws Error with a sentence for whoever mistyped */
export function readOptions(env: NodeJS.ProcessEnv, known: readonly string[]): BenchOptions {
  const only = env.ONLY ? env.ONLY.split(",").map((name) => name.trim()) : null;
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no measure “${unknown}”; there are ${known.join(", ")}.`);
  const rounds = Number(env.ROUNDS ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("ROUNDS must be a whole number from 1.");
  return { only, rounds, databases: readDatabases(env.DATABASE) };
}

function readDatabases(text = "both"): DatabaseKind[] {
  if (text === "both") return ["postgres", "pglite"];
  if (text === "postgres" || text === "pglite") return [text];
  throw new Error("DATABASE must be postgres, pglite or both.");
}
