// `worktrail worker` as a process of its own, which a test may stop or kill at any moment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "../../testing/database.ts";

const BIN = fileURLToPath(new URL("../../../bin/worktrail.mjs", import.meta.url));

export type ChildWorker = {
  pid: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator would. @returns its exit code and what it wrote to stderr */
  terminate(): Promise<{ code: number | null; stderr: string }>;
};

/** @returns once it takes work */
export async function startChildWorker(
  { env }: Pick<TestDatabase, "env">,
  extra: Record<string, string> = {},
): Promise<ChildWorker> {
  const child = spawn(process.execPath, [BIN, "worker"], {
    env: {
      PATH: process.env.PATH ?? "",
      LOG_LEVEL: "fatal",
      WORKTRAIL_DATA: env.dataDir,
      DATABASE_URL: env.databaseUrl ?? "",
      ...extra,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const gone = once(child, "close").then(([code]) => ({ code: code as number | null, stderr }));
  // Its only line says that it runs.
  await Promise.race([
    once(child.stdout, "data"),
    gone.then(() => Promise.reject(new Error(`The worker did not start: ${stderr}`))),
  ]);
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    terminate: async () => {
      child.kill("SIGTERM");
      return gone;
    },
  };
}
