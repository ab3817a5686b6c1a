import type { ClientToServer, ServerToClient, WatchAck } from "@worktrail/shared/live/protocol";
import { io, type Socket } from "socket.io-client";
import { TEST_TOKEN } from "../../testing/server.ts";

export type Client = Socket<ServerToClient, ClientToServer>;

type Options = {
  token?: string | undefined;
  headers?: Record<string, string>;
  transport?: "websocket" | "polling";
};

/** A socket that is connected; rejects with the server's sentence when it is refused. */
export function connect(url: string, options: Options = {}): Promise<Client> {
  const { token = TEST_TOKEN, headers = {}, transport = "websocket" } = options;
  const client: Client = io(url, {
    auth: "token" in options && options.token === undefined ? {} : { token },
    transports: [transport],
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    client.once("connect", () => resolve(client));
    client.once("connect_error", (error) => {
      client.close();
      reject(error);
    });
  });
}

export const watch = (client: Client, run_id: string, after_seq = 0) =>
  new Promise<WatchAck>((resolve) => client.emit("run:watch", { run_id, after_seq }, resolve));
