// The world outside, as a web server that honours Idempotency-Key and counts: it answers well, late, with 500, or not
// at all, before or after it did what it was asked to do.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { OutsideCall, OutsideEffect } from "./history/history.ts";
import type { Random } from "./random.ts";

export type OutsideWorld = {
  /** `host:port`, as the operator would allow it. */
  host: string;
  url: string;
  calls: OutsideCall[];
  effects: OutsideEffect[];
  /** Resolves at the next effect, in the same turn of the loop. */
  nextEffect(): Promise<void>;
  /** From now on every call is answered well and at once. */
  calm(): void;
  close(): Promise<void>;
};

type Mood = "well" | "late" | "refuse_before" | "refuse_after" | "drop_before" | "drop_after" | "silent";

const LATE_MS = { low: 20, high: 250 };

export async function startOutsideWorld(random: Random): Promise<OutsideWorld> {
  const calls: OutsideCall[] = [];
  const effects: OutsideEffect[] = [];
  const done = new Map<string, number>();
  let heard = Promise.withResolvers<void>();
  let isCalm = false;

  const act = (call: OutsideCall): number => {
    const known = call.key === null ? undefined : done.get(call.key);
    if (known !== undefined) return known;
    const effect = effects.length + 1;
    effects.push({ effect, key: call.key ?? "", run_id: call.run_id, step_id: call.step_id });
    if (call.key !== null) done.set(call.key, effect);
    heard.resolve();
    heard = Promise.withResolvers<void>();
    return effect;
  };

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const key = request.headers["idempotency-key"];
    const call = { ...body, key: typeof key === "string" ? key : null, at: Date.now() };
    calls.push(call);
    const mood = isCalm ? "well" : moodFor(random, request.url ?? "/");
    const effect = mood.endsWith("before") ? 0 : act(call);
    if (mood === "silent") return;
    if (mood.startsWith("drop")) {
      response.destroy();
      return;
    }
    if (mood === "late") {
      await new Promise((resolve) => setTimeout(resolve, random.int(LATE_MS.low, LATE_MS.high)));
    }
    const refused = mood.startsWith("refuse");
    response
      .writeHead(refused ? 500 : 200, { "content-type": "application/json" })
      .end(JSON.stringify(refused ? { error: "not now" } : { effect }));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    calls,
    effects,
    nextEffect: () => heard.promise,
    calm: () => {
      isCalm = true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function moodFor(random: Random, path: string): Mood {
  // Only a time-out or a cancel ends such a call.
  if (path.startsWith("/silent")) return "silent";
  const draw = random.next();
  if (draw < 0.6) return "well";
  if (draw < 0.75) return "late";
  return random.pick(["refuse_before", "refuse_after", "drop_before", "drop_after"]);
}

async function bodyOf(request: IncomingMessage): Promise<{ run_id: string; step_id: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as { run_id: string; step_id: string };
}
