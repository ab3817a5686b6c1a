import { randomUUID } from "node:crypto";
import type { RunSignal } from "@worktrail/shared/live/protocol";
import { expect, test } from "vitest";
import type { Storage } from "../db/storage.ts";
import type { CommittedEvents, LivePort } from "../engine/engine-deps.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { MAX_LINES, RunLogs } from "./run-logs.ts";
import { getRunLogs } from "./service.ts";

const ORGANIZATION = "org_logs";

async function newRun(storage: Storage, organization_id = ORGANIZATION): Promise<string> {
  const run_id = `run_${randomUUID()}`;
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, status, last_seq, started_by)
     values ($1, $2, 'p', 's', 'running', 1, 'u')`,
    [run_id, organization_id],
  );
  return run_id;
}

function listening(storage: Parameters<typeof getRunLogs>[0]["storage"], query = storage.query) {
  const heard: RunSignal[] = [];
  const trouble: string[] = [];
  const logs = new RunLogs({ storage: { query }, log: { warn: (_, message) => trouble.push(message) } });
  const live: LivePort = logs.listeningTo({
    committed: () => undefined,
    signal: (_, signal) => heard.push(signal),
    changed: () => undefined,
  });
  const say = (run_id: string, text: string, more: Partial<RunSignal> = {}) =>
    live.signal(ORGANIZATION, {
      run_id,
      step_id: "fetch",
      attempt: 1,
      kind: "log",
      text: `${text}\n`,
      ...more,
    });
  return { logs, live, heard, trouble, say };
}

const read = (
  storage: Storage,
  run_id: string,
  more: { step_id?: string; after?: number; limit?: number } = {},
) => getRunLogs({ storage }, { organization_id: ORGANIZATION }, { run_id, after: 0, limit: 1_000, ...more });

describeOnEachDatabase("the lines that steps log", (storage) => {
  test("are kept in order, each with the place by which it was heard live", async () => {
    const run_id = await newRun(storage());
    const { logs, heard, say } = listening(storage());
    say(run_id, "one");
    say(run_id, "two\nthree");
    say(run_id, "other", { step_id: "ask" });
    say(run_id, "again", { attempt: 2 });
    await logs.flush();
    say(run_id, "four");
    await logs.flush();
    const { lines, cut } = await read(storage(), run_id);
    expect(lines.map(({ step_id, attempt, line, text }) => [step_id, attempt, line, text])).toEqual([
      ["fetch", 1, 1, "one"],
      ["fetch", 1, 2, "two"],
      ["fetch", 1, 3, "three"],
      ["ask", 1, 1, "other"],
      ["fetch", 2, 1, "again"],
      ["fetch", 1, 4, "four"],
    ]);
    expect(cut).toBe(false);
    expect(heard.map(({ line }) => line)).toEqual([1, 2, 1, 1, 4]);
    expect(lines[0]?.at).toBe(heard[0]?.at);
  });

  test("are read by step and page by page", async () => {
    const run_id = await newRun(storage());
    const { logs, say } = listening(storage());
    for (const text of ["a", "b", "c"]) {
      say(run_id, text);
      say(run_id, `other ${text}`, { step_id: "ask" });
      await logs.flush();
    }
    const texts = ({ lines }: Awaited<ReturnType<typeof read>>) => lines.map(({ text }) => text);
    const first = await read(storage(), run_id, { step_id: "fetch", limit: 2 });
    expect(texts(first)).toEqual(["a", "b"]);
    const next = await read(storage(), run_id, { step_id: "fetch", limit: 2, after: first.cursor });
    expect(texts(next)).toEqual(["c"]);
    expect(texts(await read(storage(), run_id, { after: 1e9 }))).toEqual([]);
  });

  test("stop at a cap that counts over processes, and the log says that it is cut", async () => {
    const run_id = await newRun(storage());
    const first = listening(storage());
    for (let line = 0; line < MAX_LINES - 1; line++) first.say(run_id, `line ${line}`);
    await first.logs.flush();
    const second = listening(storage());
    for (const text of ["fits", "too many", "and more"]) second.say(run_id, text, { attempt: 2 });
    await second.logs.flush();
    second.say(run_id, "later", { attempt: 2 });
    await second.logs.flush();
    const { lines, cut } = await read(storage(), run_id, { limit: 1_000 });
    expect([lines.length, lines.at(-1)?.text, cut]).toEqual([MAX_LINES, "fits", true]);
    expect(second.heard).toHaveLength(4);
    const wordy = await newRun(storage());
    for (let line = 0; line < 100; line++) second.say(wordy, "x".repeat(10_000));
    await second.logs.flush();
    const kept = await read(storage(), wordy);
    expect([kept.lines.length, kept.lines[0]?.text.length, kept.cut]).toEqual([64, 4_000, true]);
  });

  test("wait while the database is away", async () => {
    const run_id = await newRun(storage());
    let away = true;
    const query: Storage["query"] = (sql, params) =>
      away ? Promise.reject(new Error("gone")) : storage().query(sql, params);
    const { logs, say, trouble } = listening(storage(), query);
    say(run_id, "before");
    await logs.flush();
    expect(trouble).toHaveLength(1);
    away = false;
    say(run_id, "after");
    await logs.close();
    expect((await read(storage(), run_id)).lines.map(({ text }) => text)).toEqual(["before", "after"]);
  });

  test("cost nothing where nobody logs, and a run that is gone keeps none", async () => {
    const queries: string[] = [];
    const query: Storage["query"] = (sql, params) => {
      queries.push(sql);
      return storage().query(sql, params);
    };
    const { logs, live, say } = listening(storage(), query);
    const run_id = await newRun(storage());
    live.signal(ORGANIZATION, { run_id, step_id: "ask", attempt: 1, kind: "token", text: "Hi" });
    live.committed([{ organization_id: ORGANIZATION, run_id, events: [], texts: [] } as CommittedEvents]);
    await logs.flush();
    expect(queries).toEqual([]);
    say("run_gone", "lost");
    await logs.flush();
    expect(await storage().query("select 1 from run_logs where run_id = 'run_gone'")).toEqual([]);
  });

  test("are nobody else's", async () => {
    const run_id = await newRun(storage(), "org_other");
    await expect(read(storage(), run_id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("survive any character", async () => {
    const run_id = await newRun(storage());
    const { logs, say } = listening(storage());
    const text = 'nul \u0000, alone \ud800, quotes " and \u001b[31m';
    say(run_id, text);
    await logs.flush();
    expect((await read(storage(), run_id)).lines[0]?.text).toBe(text);
  });
});
