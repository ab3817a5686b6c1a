// The thread of the embedded database: PGlite blocks the thread that it runs on, so it gets one of its own.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Results, types } from "@electric-sql/pglite";
import type { WireError, WorkerReply, WorkerRequest, WorkerResult } from "./pglite-protocol.ts";
import { copySnapshot } from "./snapshots.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs as a worker thread only.");

const send = (reply: WorkerReply) => port.postMessage(reply);
const asIs = (value: string) => value;
const RAW_DATES = {
  [types.TIMESTAMP]: asIs,
  [types.TIMESTAMPTZ]: asIs,
  [types.DATE]: asIs,
  [types.INTERVAL]: asIs,
};

const ERROR_FIELDS = ["code", "detail", "constraint", "table", "column"] as const;

function toWire(error: unknown): WireError {
  const wire: WireError = { message: error instanceof Error ? error.message : String(error) };
  if (!(error instanceof Error)) return wire;
  for (const field of ERROR_FIELDS) {
    const value: unknown = Reflect.get(error, field);
    if (typeof value === "string") wire[field] = value;
  }
  return wire;
}

const isTheEnd = (error: unknown) =>
  error instanceof Error && "severity" in error && ["PANIC", "FATAL"].includes(String(error.severity));

const toResult = (results: Results): WorkerResult => ({
  rows: results.rows,
  fields: results.fields,
  affectedRows: results.affectedRows,
});

async function perform(db: PGlite, request: WorkerRequest): Promise<WorkerResult[]> {
  switch (request.op) {
    case "query": {
      const options = { rowMode: request.rowMode, ...(request.rawDates ? { parsers: RAW_DATES } : {}) };
      return [toResult(await db.query(request.sql, request.params, options))];
    }
    case "exec":
      return (await db.exec(request.sql)).map(toResult);
    case "snapshot":
      // What is in memory only would be missing; and the less there is to replay, the sooner the copy opens.
      await db.exec("checkpoint");
      await copySnapshot(request.places);
      return [];
    case "close":
      await db.close();
      return [];
  }
}

let ended = false;

async function answer(db: PGlite, request: WorkerRequest): Promise<void> {
  if (ended) return;
  try {
    send({ kind: "done", id: request.id, results: await perform(db, request) });
  } catch (error) {
    // A disk without room for the write-ahead log, for one. Asked once more, it would turn in circles for ever.
    ended = isTheEnd(error);
    if (ended) send({ kind: "stopped", error: toWire(error) });
    else send({ kind: "refused", id: request.id, error: toWire(error) });
  }
}

try {
  const db = await PGlite.create({ dataDir: workerData.directory });
  db.onNotification((channel, payload) => send({ kind: "notification", channel, payload }));
  // One request after the other: their order is the order in which they were sent.
  let last: Promise<void> = Promise.resolve();
  port.on("message", (request: WorkerRequest) => {
    last = last.then(() => answer(db, request));
  });
  send({ kind: "ready" });
} catch (error) {
  send({ kind: "failed", error: toWire(error) });
}
