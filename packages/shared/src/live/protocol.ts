// What travels over Socket.IO. Events carry state and are complete; signals are live only and may be missed.
import { z } from "zod";
import type { WorktrailEvent } from "../run/events.ts";

export const WatchRunSchema = z.strictObject({
  run_id: z.string().min(1).max(64),
  after_seq: z.int().min(0).default(0),
});
export const UnwatchRunSchema = z.strictObject({ run_id: z.string().min(1).max(64) });

/** `token`: a piece of model output. `log`: a line from a step. `text` is appended to what came before. */
export type RunSignal = {
  run_id: string;
  step_id: string;
  attempt: number;
  kind: "token" | "log";
  text: string;
  /** Of a log: the place of its first line in the attempt, from 1; a line that is read later has the same. */
  line?: number;
  /** Of a log: when it was said, RFC 3339. */
  at?: string;
};

export type OrgTopic = "runs" | "tasks" | "segments" | "secrets" | "schedules";

export type WatchAck =
  | { ok: true; events: WorktrailEvent[]; last_seq: number }
  | { ok: false; code: string; message: string };

export interface ServerToClient {
  "run:events": (message: { run_id: string; events: WorktrailEvent[] }) => void;
  "run:signal": (signal: RunSignal) => void;
  "org:changed": (message: { topic: OrgTopic; id: string }) => void;
}
export interface ClientToServer {
  "run:watch": (message: z.input<typeof WatchRunSchema>, ack: (answer: WatchAck) => void) => void;
  "run:unwatch": (message: z.input<typeof UnwatchRunSchema>) => void;
  "org:watch": (ack?: (answer: { ok: boolean }) => void) => void;
}
