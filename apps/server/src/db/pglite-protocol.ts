// Messages between the thread that serves people and the thread that runs the embedded database.
import type { SnapshotPlaces } from "./snapshots.ts";

export type WorkerRequest =
  | {
      id: number;
      op: "query";
      sql: string;
      params: unknown[];
      rowMode: "object" | "array";
      rawDates: boolean;
    }
  | { id: number; op: "exec"; sql: string }
  /** Copies the files of the database while nothing is being written to them. */
  | { id: number; op: "snapshot"; places: SnapshotPlaces }
  | { id: number; op: "close" };

/** What remains of a database error on its way between threads. */
export type WireError = {
  message: string;
  code?: string;
  detail?: string;
  constraint?: string;
  table?: string;
  column?: string;
};

export type WorkerResult = {
  rows: unknown[];
  fields: { name: string; dataTypeID: number }[];
  affectedRows?: number;
};

export type WorkerReply =
  | { kind: "ready" }
  | { kind: "failed"; error: WireError }
  | { kind: "done"; id: number; results: WorkerResult[] }
  | { kind: "refused"; id: number; error: WireError }
  /** The database has given itself up; whatever it would be asked next would have no end. */
  | { kind: "stopped"; error: WireError }
  | { kind: "notification"; channel: string; payload: string };
