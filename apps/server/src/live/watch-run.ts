import { type WatchAck, WatchRunSchema } from "@worktrail/shared/live/protocol";
import type { Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { type LiveSocket, runRoom } from "./live-types.ts";

/** What does not fit is fetched by the client: it sees `last_seq`. */
const MAX_ACK_EVENTS = 2_000;
const MAX_ROOMS = 2_000;

/** Puts a socket into the room of a run of its own organisation and answers what it has missed. */
export async function watchRun(storage: Storage, socket: LiveSocket, message: unknown): Promise<WatchAck> {
  const parsed = WatchRunSchema.safeParse(message);
  if (!parsed.success) return refusal("BAD_REQUEST", "Send { run_id, after_seq }.");
  if (socket.rooms.size >= MAX_ROOMS)
    return refusal("TOO_MANY_REQUESTS", "This connection watches too many runs.");
  const { run_id, after_seq } = parsed.data;
  const { organization_id } = socket.data.actor;
  if (!(await findRun(storage, organization_id, run_id)))
    return refusal("NOT_FOUND", "There is no such run.");
  // First the room, then the journal: what is committed in between arrives twice rather than never.
  await socket.join(runRoom(organization_id, run_id));
  const events = await readEvents(storage, { organization_id, run_id }, after_seq, MAX_ACK_EVENTS);
  const row = await findRun(storage, organization_id, run_id);
  return { ok: true, events, last_seq: Math.max(row?.last_seq ?? 0, events.at(-1)?.seq ?? 0) };
}

async function findRun(storage: Storage, organization_id: string, run_id: string) {
  const [row] = await storage.query<{ last_seq: number }>(
    "select last_seq from runs where run_id = $1 and organization_id = $2",
    [run_id, organization_id],
  );
  return row;
}

export const refusal = (code: string, message: string): WatchAck => ({ ok: false, code, message });
