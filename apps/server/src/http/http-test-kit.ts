// Local servers and clients for tests of outgoing HTTP, closed after each test.
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpRequest } from "@worktrail/shared/step/handler";
import { afterEach } from "vitest";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "./http-client.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export function client(options: HttpClientOptions = {}): HttpClient {
  const made = createHttpClient(options);
  closing.push(() => made.close());
  return made;
}

export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
export const serve = (listener: RequestListener) => listen(createServer(listener));
/** Answers every connection with these bytes, after the request came in. */
export const serveBytes = (answer: (socket: Socket) => void) =>
  listen(createTcpServer((socket) => socket.on("error", () => undefined).once("data", () => answer(socket))));

export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: {},
  body: undefined,
  timeout_ms: 5_000,
  ...more,
});

export async function failure(promise: Promise<unknown>): Promise<StepFailure> {
  const outcome = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (!(outcome instanceof StepFailure)) throw new Error(`Expected a failure, got ${String(outcome)}`);
  return outcome;
}

/** A server on this machine that an allowed `host:port` reaches, and a client that may call it. */
export async function allowed(listener: RequestListener, options: HttpClientOptions = {}) {
  const port = await serve(listener);
  const http = client({ allow_hosts: [`127.0.0.1:${port}`], ...options });
  return { http, port, url: `http://127.0.0.1:${port}` };
}
