// `worktrail serve` as a process of its own, which a test may kill at any moment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "../../testing/database.ts";
import { type Answer, TEST_TOKEN } from "../../testing/server.ts";

const BIN = fileURLToPath(new URL("../../../bin/worktrail.mjs", import.meta.url));

export type ChildServer = {
  url: string;
  pid: number;
  call(kind: "query" | "mutation", procedure: string, input?: unknown): Promise<Answer>;
  /** Its exit code and what it wrote to stderr, once it is gone. */
  gone: Promise<{ code: number | null; stderr: string }>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator would. */
  terminate(): Promise<{ code: number | null; stderr: string; took_ms: number }>;
};

export async function startChildServer(
  { env }: Pick<TestDatabase, "env">,
  extra: Record<string, string> = {},
  program = BIN,
): Promise<ChildServer> {
  const child = spawn(process.execPath, [program, "serve"], {
    env: {
      PATH: process.env.PATH ?? "",
      PORT: "0",
      LOG_LEVEL: "fatal",
      WORKTRAIL_TOKEN: TEST_TOKEN,
      WORKTRAIL_DATA: env.dataDir,
      ...(env.databaseUrl === undefined ? {} : { DATABASE_URL: env.databaseUrl }),
      ...extra,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const gone = once(child, "close").then(([code]) => ({ code: code as number | null, stderr }));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      stdout += String(chunk);
      const said = /running at (http:\S+)/.exec(stdout)?.[1];
      if (said !== undefined) resolve(said);
    });
    void gone.then(() => reject(new Error(`The server did not start: ${stderr}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    gone,
    call: (kind, procedure, input) => callOver(url, kind, procedure, input),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    terminate: async () => {
      const began = performance.now();
      child.kill("SIGTERM");
      return { ...(await gone), took_ms: performance.now() - began };
    },
  };
}

async function callOver(url: string, kind: "query" | "mutation", procedure: string, input: unknown) {
  const headers = { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" };
  const query = kind === "query" ? `?input=${encodeURIComponent(JSON.stringify(input ?? {}))}` : "";
  const init = kind === "query" ? { headers } : { method: "POST", headers, body: JSON.stringify(input) };
  const response = await fetch(`${url}/trpc/${procedure}${query}`, init);
  const answer = (await response.json()) as { result?: { data?: unknown }; error?: Answer["error"] };
  return {
    status: response.status,
    ...(answer.error ? { error: answer.error } : { data: answer.result?.data }),
  };
}
