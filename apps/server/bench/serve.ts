// The product itself as a process of its own, with a segment to start.
import { fileURLToPath } from "node:url";
import type { Segment } from "@worktrail/shared/segment/schema";
import { type ChildServer, startChildServer } from "../src/contract/testing/child-server.ts";
import type { Answerer } from "./answerer.ts";
import type { Place } from "./databases.ts";
import { killAtExit } from "./kill-at-exit.ts";

/** As `npm start` runs it. */
const BUILT = fileURLToPath(new URL("../dist/worktrail.js", import.meta.url));

export type Served = ChildServer & { start(segment_id: string): Promise<void> };

export async function serve(place: Place, answerer: Answerer): Promise<Served> {
  const server = await startChildServer(place, { WORKTRAIL_ALLOW_HOSTS: answerer.host }, BUILT);
  killAtExit(() => void server.kill());
  const start = async (segment_id: string) => {
    const { error } = await server.call("mutation", "runs.start", { segment_id, input: 1 });
    if (error) throw new Error(`A run was not started: ${error.message}`);
  };
  return { ...server, start };
}

export async function save(server: ChildServer, segment: Segment): Promise<void> {
  const { error } = await server.call("mutation", "segments.save", { segment });
  if (error) throw new Error(`The segment was not saved: ${error.message}`);
}
