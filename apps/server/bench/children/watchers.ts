// Many Socket.IO clients that all watch the same run, and their organisation as a page does where a token is given.
// watchers.ts <address> <clients> [token]
import type { ClientToServer, ServerToClient } from "@worktrail/shared/live/protocol";
import { io, type Socket } from "socket.io-client";
import { sharedNow } from "../child.ts";
import type { WatchersAsk, WatchersTell } from "../watchers.ts";

type Client = Socket<ServerToClient, ClientToServer>;

const [url = "", count = "1", token] = process.argv.slice(2);
const tell = (message: WatchersTell) => void process.send?.(message);
const clients = await Promise.all(Array.from({ length: Number(count) }, connect));
let arrivals: [string, number][] = [];
let watched: string | null = null;

function connect(): Promise<Client> {
  const client: Client = io(url, { transports: ["websocket"], forceNew: true, auth: { token } });
  client.on("run:events", ({ events }) => {
    const now = sharedNow();
    for (const event of events)
      if (event.event_type === "step.completed") arrivals.push([event.step_id, now]);
  });
  if (token !== undefined) client.once("connect", () => client.emit("org:watch"));
  return new Promise((resolve) => client.once("connect", () => resolve(client)));
}

async function watch(run_id: string): Promise<void> {
  await Promise.all(
    clients.map(async (client) => {
      if (watched !== null) client.emit("run:unwatch", { run_id: watched });
      await new Promise((resolve) => client.emit("run:watch", { run_id, after_seq: 0 }, resolve));
    }),
  );
  watched = run_id;
}

process.on("message", async (message: WatchersAsk) => {
  if ("watch" in message) {
    await watch(message.watch);
    tell({ ready: true });
    return;
  }
  const reported = arrivals;
  arrivals = [];
  tell({ arrivals: reported });
});
tell({ ready: true });
