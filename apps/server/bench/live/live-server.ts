// A whole server in a process of its own: see `children/live-server.ts`.
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Answerer } from "../answerer.ts";
import { startChild } from "../child.ts";
import type { Place } from "../databases.ts";

export const TOKEN = "bench-token-of-nobody";

export type LiveServerAsk = { mark: string } | { report: true };
export type LiveServerTell =
  | { url: string; sign_in: string }
  | { ready: true }
  | { commits: [step_id: string, at_ms: number][] };

export type LiveServer = {
  url: string;
  sign_in: string;
  start(segment: Segment): Promise<string>;
  cancel(run_id: string): Promise<void>;
  status(run_id: string): Promise<string>;
  /** From now on the commits of this run are noted. */
  mark(run_id: string): Promise<void>;
  /** When the steps of the marked run were committed, on the shared clock. */
  commits(): Promise<Map<string, number>>;
  close(): Promise<void>;
};

export async function startLiveServer({ env }: Place, answerer: Answerer): Promise<LiveServer> {
  const child = startChild<LiveServerAsk, LiveServerTell>("live-server.ts", [], [], {
    PORT: "0",
    LOG_LEVEL: "fatal",
    WORKTRAIL_TOKEN: TOKEN,
    WORKTRAIL_DATA: env.dataDir,
    WORKTRAIL_ALLOW_HOSTS: answerer.host,
    ...(env.databaseUrl === undefined ? {} : { DATABASE_URL: env.databaseUrl }),
  });
  const first = await child.told();
  if (!("url" in first)) throw new Error("The server did not say where it is.");
  return {
    ...first,
    start: async (segment) =>
      (await call<{ run_id: string }>(first.url, "runs.start", { segment, input: 1 })).run_id,
    cancel: async (run_id) => void (await call(first.url, "runs.cancel", { run_id })),
    status: async (run_id) => (await ask<{ status: string }>(first.url, "runs.get", { run_id })).status,
    mark: async (run_id) => {
      child.ask({ mark: run_id });
      await child.told();
    },
    commits: async () => {
      child.ask({ report: true });
      const message = await child.told();
      return new Map("commits" in message ? message.commits : []);
    },
    close: child.end,
  };
}

const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };

const call = async <Output>(url: string, procedure: string, input: object): Promise<Output> =>
  answerOf(
    await fetch(`${url}/trpc/${procedure}`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(input),
    }),
  );

const ask = async <Output>(url: string, procedure: string, input: object): Promise<Output> =>
  answerOf(
    await fetch(`${url}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, {
      headers: HEADERS,
    }),
  );

async function answerOf<Output>(response: Response): Promise<Output> {
  const answer = (await response.json()) as { result?: { data: Output }; error?: { message: string } };
  if (!answer.result) throw new Error(answer.error?.message ?? `The server answered ${response.status}.`);
  return answer.result.data;
}
