// A web server that answers every call at once, or after so many milliseconds on /after/<ms>, except on the path that it
// was told to hold.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AnswererAsk, AnswererTell } from "../answerer.ts";
import { sharedNow } from "../child.ts";

const BODY = JSON.stringify({ ok: true, text: "The quick brown fox jumps over the lazy dog." });

const keys = new Map<string, Set<string>>();
const held: ServerResponse[] = [];
let holding: string | null = null;
let awaited: { path: string; count: number } | null = null;

const tell = (message: AnswererTell) => void process.send?.(message);

function look(): void {
  if (awaited === null || (keys.get(awaited.path)?.size ?? 0) < awaited.count) return;
  awaited = null;
  tell({ at_ms: sharedNow() });
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" }).end(BODY);
}

function hear({ url = "/", headers }: IncomingMessage, response: ServerResponse): void {
  const called = keys.get(url) ?? new Set();
  keys.set(url, called.add(String(headers["idempotency-key"])));
  const delay = /^\/after\/(\d+)/.exec(url)?.[1];
  if (url === holding) held.push(response);
  else if (delay !== undefined) setTimeout(answer, Number(delay), response);
  else answer(response);
  look();
}

process.on("message", (message: AnswererAsk) => {
  if ("hold" in message) {
    if (holding !== null) keys.delete(holding);
    holding = message.hold;
    for (const response of held.splice(0)) answer(response);
    tell({ at_ms: sharedNow() });
  } else {
    awaited = message;
    look();
  }
});

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => hear(request, response));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  tell({ port: typeof address === "object" && address ? address.port : 0 });
});
