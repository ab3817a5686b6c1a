// Runs one segment without a server and tells its events as they are committed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { openStorage, type Storage } from "../db/storage.ts";
import { type Env, readEnv } from "../env.ts";
import { ensureLocalOwner } from "../identity/ensure-local-owner.ts";
import { createLog } from "../log.ts";
import { openEngine } from "../open-engine.ts";
import { runInput } from "../runs/run-input.ts";
import { startRun } from "../runs/start-run.ts";
import { StartupError } from "../startup-error.ts";
import { type Command, readArgs } from "./command.ts";
import { endWhenLost } from "./end-when-lost.ts";
import { followRun } from "./follow-run.ts";
import { issueLine, readSegmentFile } from "./read-segment-file.ts";
import { stopSignal } from "./stop-signal.ts";

const USAGE = "worktrail run <segment.json> [--input JSON] [--json]";

/** Exit code 0 for a run that completed, 3 for one that waits for a person, 1 for everything else. */
export const command: Command = async (args) => {
  const { values, positionals } = readArgs(USAGE, {
    args,
    allowPositionals: true,
    options: { input: { type: "string" }, json: { type: "boolean" } },
  });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0)
    throw new StartupError(`Name one segment file. Usage: ${USAGE}.`);
  const segment = readRunnable(path);
  if (segment === null) return 1;
  const env = readEnv();
  const input = readInput(segment, values.input);
  if (env.databaseUrl !== undefined) return runOn(env, segment, input, values.json ?? false);
  // A database of its own: the one in the data directory may be in use by a server.
  const dataDir = mkdtempSync(join(tmpdir(), "worktrail-run-"));
  try {
    return await runOn({ ...env, dataDir }, segment, input, values.json ?? false);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

function readRunnable(path: string): Segment | null {
  const parsed = readSegmentFile(path);
  const issues = parsed.ok ? validateSegment(parsed.segment, catalog) : parsed.issues;
  for (const issue of issues) console.error(issueLine(issue));
  if (parsed.ok && !hasErrors(issues)) return parsed.segment;
  console.error(`${path} cannot run as it is.`);
  return null;
}

/** The input, checked before anything is opened for it. */
function readInput(segment: Segment, text: string | undefined): JsonValue {
  try {
    return runInput(segment, text === undefined ? undefined : JSON.parse(text));
  } catch (error) {
    if (error instanceof AppError) throw new StartupError(error.message);
    throw new StartupError(`The input is not valid JSON; write it as in --input '{"n": 1}'.`);
  }
}

async function runOn(env: Env, segment: Segment, input: JsonValue, json: boolean): Promise<number> {
  const stopped = stopSignal();
  const log = createLog(env.logLevel === "info" ? "warn" : env.logLevel);
  const storage = await openStorage(env);
  endWhenLost(storage);
  try {
    await storage.migrate();
    const owner = await ensureLocalOwner(storage.db);
    const committed = new EventTarget();
    const live = {
      committed: () => void committed.dispatchEvent(new Event("committed")),
      signal: () => undefined,
      changed: () => undefined,
    };
    const { engine, close } = await openEngine({ storage, env, live, log });
    try {
      const start = startRun({ storage, engine }, { ...owner, via: "token" }, { segment, input });
      const { run_id } = await start.catch((error: unknown) => {
        throw inWords(error, storage);
      });
      return await followRun({ storage, engine, committed, stopped, json }, { ...owner, run_id });
    } finally {
      await close();
    }
  } finally {
    await storage.close();
  }
}

/** The file itself was checked: what is refused now are the stored segments that it runs. */
function inWords(error: unknown, { kind }: Pick<Storage, "kind">): unknown {
  if (!(error instanceof AppError)) return error;
  const hint =
    kind === "postgres"
      ? ""
      : " A run without a server knows no stored segments: set DATABASE_URL to that of a server that has them.";
  return new StartupError(`${error.message}${hint}`);
}
