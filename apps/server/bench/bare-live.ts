// The least that tells clients of an event: one commit, then one packet to a room of Socket.IO.
import { once } from "node:events";
import { createServer } from "node:http";
import type { ClientToServer, ServerToClient } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { Server } from "socket.io";
import type { Raw } from "./raw.ts";

const ROOM = "run";

export type BareLive = {
  url: string;
  tell(run_id: string, events: WorktrailEvent[]): Promise<void>;
  close(): Promise<void>;
};

export async function openBareLive(raw: Raw): Promise<BareLive> {
  await raw.query(
    "create table if not exists bench_live (id bigint generated always as identity, events text)",
  );
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const io = new Server<ClientToServer, ServerToClient>(server, { transports: ["websocket"] });
  io.on("connection", (socket) => {
    socket.on("run:watch", async (_message, ack) => {
      await socket.join(ROOM);
      ack({ ok: true, events: [], last_seq: 0 });
    });
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    tell: async (run_id, events) => {
      await raw.query("insert into bench_live (events) values ($1)", [JSON.stringify(events)]);
      io.to(ROOM).emit("run:events", { run_id, events });
    },
    close: async () => void (await io.close()),
  };
}
