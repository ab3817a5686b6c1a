// A whole server that notes when steps of one run were committed. live-server.ts, with the environment of a server

import type { LivePort } from "../../src/engine/engine-deps.ts";
import { readEnv } from "../../src/env.ts";
import { startServer } from "../../src/main.ts";
import { sharedNow } from "../child.ts";
import type { LiveServerAsk, LiveServerTell } from "../live/live-server.ts";

/** Two hundred runs of one organisation call at the same time; a server by itself lets 64 of them. */
const ROOM = { external_steps: 1_000, external_steps_per_organization: 1_000 };

const tell = (message: LiveServerTell) => void process.send?.(message);
const server = await startServer(readEnv(), ROOM);
const live: LivePort = server.deps.live;
const committed = live.committed.bind(live);
let marked: string | null = null;
let commits: [step_id: string, at_ms: number][] = [];

// The engine calls this right after the commit, and before anybody is told.
live.committed = (batch) => {
  const now = sharedNow();
  for (const { run_id, events } of batch) {
    if (run_id !== marked) continue;
    for (const event of events) if (event.event_type === "step.completed") commits.push([event.step_id, now]);
  }
  committed(batch);
};

process.on("message", (message: LiveServerAsk) => {
  if ("mark" in message) {
    marked = message.mark;
    commits = [];
    tell({ ready: true });
    return;
  }
  tell({ commits });
});
tell({ url: server.url, sign_in: server.url + (await server.deps.identity.makeSignInPath()) });
