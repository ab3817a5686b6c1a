// A web server beside the one under test: it answers as a test tells it to, and remembers who called.
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";

export type Call = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Respond = (call: Call, response: ServerResponse, request: IncomingMessage) => void;

export type LocalServer = {
  port: number;
  /** `host:port`, as the operator would allow it. */
  host: string;
  url: string;
  calls: Call[];
  /** Answers calls to this path; the query does not count. */
  on(path: string, respond: Respond): void;
  /** The calls to a path so far, or once there are `count` of them. */
  callsTo(path: string): Call[];
  untilCalled(path: string, count?: number): Promise<Call[]>;
  close(): Promise<void>;
};

export async function startLocalServer(): Promise<LocalServer> {
  const routes = new Map<string, Respond>();
  const calls: Call[] = [];
  const watchers = new Set<() => void>();
  const pathOf = (url: string) => url.split("?")[0] ?? "";
  const callsTo = (path: string) => calls.filter((call) => pathOf(call.path) === path);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const { method = "", url = "", headers } = request;
    const call = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    calls.push(call);
    for (const look of watchers) look();
    const respond = routes.get(pathOf(url));
    if (respond) respond(call, response, request);
    else response.writeHead(404, { "content-type": "application/json" }).end('{"error":"no route"}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    calls,
    on: (path, respond) => void routes.set(path, respond),
    callsTo,
    untilCalled: (path, count = 1) =>
      new Promise((resolve) => {
        const look = () => {
          if (callsTo(path).length < count) return;
          watchers.delete(look);
          resolve(callsTo(path));
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export const json = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
) =>
  void response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));

/** Writes an answer in the wire format of a streaming chat completion. */
export function streamChat(response: ServerResponse, pieces: readonly string[], model = "test-model"): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model,
    choices: [{ index: 0, delta, finish_reason }],
  });
  send(chunk({ role: "assistant", content: "" }));
  for (const content of pieces) send(chunk({ content }));
  send(chunk({}, "stop"));
  send({ ...chunk({}), choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } });
  response.end("data: [DONE]\n\n");
}
