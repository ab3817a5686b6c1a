// Outgoing HTTP for steps: public addresses only, bounded in time and size, redirects re-checked one by one.

import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpRequest, HttpResponse } from "@worktrail/shared/step/handler";
import type { Dispatcher } from "undici";
import type { DemoService } from "../demo/demo-service.ts";
import { CallEnd } from "./call-end.ts";
import type { ResolveHost } from "./checked-connector.ts";
import { exchange } from "./exchange.ts";
import { type HttpPolicy, isOwnDemo, parseTarget, refused } from "./http-target.ts";
import { networkFailure, timedOut } from "./network-failure.ts";
import { headersForOtherOrigin, requestHeaders } from "./request-headers.ts";
import { readBody } from "./response-body.ts";

const MAX_BODY_BYTES = 5_000_000;
const MAX_REDIRECTS = 5;
/** Silence after which an answer counts as broken off. */
const IDLE_MS = 30_000;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

export type HttpClientOptions = Partial<HttpPolicy> & {
  /** Replaces the system's resolver. */
  resolve?: ResolveHost;
  max_body_bytes?: number;
  /** Answers calls to this server's own demo endpoint in place of the network. */
  demo?: DemoService;
};

export type HttpClient = {
  /**
   * Makes one call; redirects are followed. Any status is an answer, not a failure.
   * @throws StepFailure with an `HTTP_*` code.
   */
  request(request: HttpRequest, options?: { signal?: AbortSignal }): Promise<HttpResponse>;
  close(): Promise<void>;
};

type Hop = { url: URL; method: Method; headers: Map<string, string>; body: string | undefined };
type Ways = { dispatcher: () => Promise<Dispatcher>; max_body_bytes: number; demo: DemoService | undefined };
type Answer = HttpResponse & { location: string | undefined };

export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const policy: HttpPolicy = {
    allow_hosts: options.allow_hosts ?? [],
    own_hosts: options.own_hosts ?? (() => []),
  };
  let opened: Promise<Dispatcher> | null = null;
  const dispatcher = () => (opened ??= openDispatcher(policy, options.resolve));
  const max_body_bytes = options.max_body_bytes ?? MAX_BODY_BYTES;
  return {
    request: (request, { signal } = {}) =>
      call(request, policy, { dispatcher, max_body_bytes, demo: options.demo }, signal),
    close: async () => (await opened)?.destroy(),
  };
}

/**
 * Loaded with the first call: a server that goes on after a crash has runs to read first. A dispatcher of our own, since
 * proxy variables of the environment configure only the default one. How many calls are made at once is the engine's to
 * say: one that waited here for a connection would wait in its time-out.
 */
async function openDispatcher(policy: HttpPolicy, resolve: ResolveHost | undefined): Promise<Dispatcher> {
  const [{ Agent }, { checkedConnector, resolveHost }] = await Promise.all([
    import("undici"),
    import("./checked-connector.ts"),
  ]);
  return new Agent({ connect: checkedConnector(policy, resolve ?? resolveHost), maxHeaderSize: 64_000 });
}

async function call(
  request: HttpRequest,
  policy: HttpPolicy,
  ways: Ways,
  caller: AbortSignal | undefined,
): Promise<HttpResponse> {
  let hop = firstHop(request, policy);
  const end = new CallEnd(caller, request.timeout_ms);
  try {
    for (let redirects = 0; ; redirects++) {
      const answer = await answerOf(hop, policy, ways, end);
      const next = nextHop(hop, answer, policy);
      if (!next) return { status: answer.status, headers: answer.headers, body: answer.body };
      if (redirects === MAX_REDIRECTS)
        throw refused(`The address redirects more than ${MAX_REDIRECTS} times.`);
      hop = next;
    }
  } catch (error) {
    if (caller?.aborted) {
      throw new StepFailure("HTTP_NETWORK", "The call was stopped.", { recoverable: true, cause: error });
    }
    throw end.timed_out ? timedOut(hop.url, request.timeout_ms) : networkFailure(error, hop.url);
  } finally {
    end.release();
  }
}

function firstHop(request: HttpRequest, policy: HttpPolicy): Hop {
  const method = METHODS.find((known) => known === request.method.toUpperCase());
  if (!method)
    throw refused(
      `${request.method.slice(0, 20)} is not a method that can be sent; use ${METHODS.join(", ")}.`,
    );
  if (request.body !== undefined && Buffer.byteLength(request.body) > MAX_BODY_BYTES) {
    throw new StepFailure("HTTP_TOO_LARGE", "The body to send is larger than 5 MB. Send less at once.");
  }
  return {
    url: parseTarget(request.url, policy),
    method,
    headers: requestHeaders(request.headers),
    body: request.body,
  };
}

async function answerOf(hop: Hop, policy: HttpPolicy, ways: Ways, end: CallEnd): Promise<Answer> {
  const { dispatcher, max_body_bytes, demo } = ways;
  const { url, method } = hop;
  if (demo && isOwnDemo(url, policy)) return askDemo(hop, demo, end);
  const { status, headers, bytes } = await exchange(
    await dispatcher(),
    {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: Object.fromEntries(hop.headers),
      body: hop.body ?? null,
      // The end of the call's time comes before that of its headers.
      headersTimeout: 0,
      bodyTimeout: IDLE_MS,
    },
    end,
    max_body_bytes,
  );
  const body = bytes.length === 0 ? "" : await readBody(bytes, headers, max_body_bytes);
  return { status, headers, body, location: headers.location };
}

function askDemo({ url, method, headers, body }: Hop, demo: DemoService, end: CallEnd): Promise<Answer> {
  return new Promise((resolve, reject) => {
    end.tell(reject);
    const path = `${url.pathname}${url.search}`;
    demo({ method, path, headers: Object.fromEntries(headers), body }).then(
      (answer) => resolve({ ...answer, location: undefined }),
      reject,
    );
  });
}

/** Null when the answer is final. */
function nextHop(hop: Hop, answer: Answer, policy: HttpPolicy): Hop | null {
  if (![301, 302, 303, 307, 308].includes(answer.status) || answer.location === undefined) return null;
  const url = parseTarget(answer.location, policy, hop.url);
  if (hop.url.protocol === "https:" && url.protocol === "http:") {
    throw refused(`${hop.url.host} redirects from https to http, which would send the call in the clear.`);
  }
  const headers = url.origin === hop.url.origin ? hop.headers : headersForOtherOrigin(hop.headers);
  const keepsMethod = answer.status === 307 || answer.status === 308 || hop.method === "HEAD";
  if (keepsMethod || hop.method === "GET") return { ...hop, url, headers };
  return { url, method: "GET", headers: withoutBodyHeaders(headers), body: undefined };
}

function withoutBodyHeaders(headers: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...headers].filter(([name]) => !name.startsWith("content-")));
}
