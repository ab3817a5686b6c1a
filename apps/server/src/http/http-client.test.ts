import { once } from "node:events";
import { createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { allowed, client, failure, get, serve, serveBytes } from "./http-test-kit.ts";

describe("headers", () => {
  test.each([
    ["X-A", "one\r\nX-B: two"],
    ["X-A", "one\ntwo"],
    ["X A", "one"],
    ["X-A\r\nX-B", "one"],
    ["Host", "elsewhere"],
    ["Content-Length", "3"],
    ["Transfer-Encoding", "chunked"],
    ["__proto__", "x"],
    ["Proxy-Authorization", "x"],
  ])("%j: %j is refused and nothing is sent", async (name, value) => {
    let calls = 0;
    const { http, url } = await allowed((_request, response) => {
      calls++;
      response.end();
    });
    const headers = Object.fromEntries([[name, value]]);
    expect((await failure(http.request(get(url, { headers })))).code).toBe("HTTP_REFUSED");
    expect(calls).toBe(0);
  });

  test("a megabyte of headers is refused in both directions", async () => {
    const { http, url } = await allowed((_request, response) => {
      for (let index = 0; index < 100; index++) response.setHeader(`x-${index}`, "y".repeat(10_000));
      response.end();
    });
    const headers = { "x-large": "y".repeat(1_000_000) };
    expect((await failure(http.request(get(url, { headers })))).code).toBe("HTTP_TOO_LARGE");
    expect((await failure(http.request(get(url)))).code).toBe("HTTP_NETWORK");
  });

  test("an answer's headers are plain data, even one called __proto__", async () => {
    const port = await serveBytes((socket) =>
      socket.end("HTTP/1.1 200 OK\r\n__proto__: polluted\r\nX-One: 1\r\nContent-Length: 2\r\n\r\nok"),
    );
    const http = client({ allow_hosts: [`127.0.0.1:${port}`] });
    const answer = await http.request(get(`http://127.0.0.1:${port}/`));
    expect(answer.headers).toEqual({ "x-one": "1", "content-length": "2" });
    expect(Object.getPrototypeOf(answer.headers)).toBe(Object.prototype);
  });
});

test("calls to one host don't wait for each other, however many the engine makes", async () => {
  const held: (() => void)[] = [];
  const { http, url } = await allowed((_request, response) => {
    held.push(() => response.end());
    if (held.length === 130) for (const answer of held) answer();
  });
  const answers = await Promise.all(Array.from({ length: 130 }, () => http.request(get(url))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

describe("redirects", () => {
  test("a redirect to a private address is refused", async () => {
    const { http, url } = await allowed((_request, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end(),
    );
    expect((await failure(http.request(get(url)))).code).toBe("HTTP_REFUSED");
  });

  test("up to five are followed, a sixth and a loop are refused", async () => {
    const { http, url } = await allowed((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end("arrived");
    });
    expect((await http.request(get(`${url}/5`))).body).toBe("arrived");
    expect((await failure(http.request(get(`${url}/6`)))).message).toContain("redirects more than 5 times");
  });

  test("to another origin no credentials go along, to the same origin they do", async () => {
    const seen: Record<string, string | undefined>[] = [];
    const other = await serve((request, response) => {
      seen.push({ auth: request.headers.authorization, key: request.headers["x-api-key"]?.toString() });
      response.end();
    });
    const own = await serve((request, response) => {
      if (request.url === "/away") response.writeHead(307, { location: `http://127.0.0.1:${other}/` }).end();
      else if (request.url === "/here") response.writeHead(307, { location: "/end" }).end();
      else {
        seen.push({ auth: request.headers.authorization, key: request.headers["x-api-key"]?.toString() });
        response.end();
      }
    });
    const http = client({ allow_hosts: [`127.0.0.1:${own}`, `127.0.0.1:${other}`] });
    const headers = { Authorization: "Bearer t", "X-Api-Key": "k" };
    await http.request(get(`http://127.0.0.1:${own}/away`, { headers }));
    await http.request(get(`http://127.0.0.1:${own}/here`, { headers }));
    expect(seen).toEqual([
      { auth: undefined, key: undefined },
      { auth: "Bearer t", key: "k" },
    ]);
  });

  test("a POST becomes a GET after 303 and stays a POST with its body after 308", async () => {
    const seen: string[] = [];
    const { http, url } = await allowed(async (request, response) => {
      if (request.url === "/303" || request.url === "/308") {
        response.writeHead(Number(request.url.slice(1)), { location: "/end" }).end();
        return;
      }
      let body = "";
      for await (const chunk of request) body += chunk;
      seen.push(`${request.method} ${body}`);
      response.end();
    });
    await http.request(get(`${url}/303`, { method: "POST", body: "order" }));
    await http.request(get(`${url}/308`, { method: "post", body: "order" }));
    expect(seen).toEqual(["GET ", "POST order"]);
  });
});

describe("answers", () => {
  test("any status is an answer, with headers in lower case and the decoded body", async () => {
    const { http, url } = await allowed((_request, response) => {
      response.writeHead(503, { "Retry-After": "7", "Content-Type": "text/plain; charset=iso-8859-1" });
      response.end(Buffer.from([0xe9]));
    });
    const answer = await http.request(get(url));
    expect(answer).toMatchObject({ status: 503, body: "é" });
    expect(answer.headers["retry-after"]).toBe("7");
  });

  test("a compressed answer is unpacked, and an empty one to HEAD is left alone", async () => {
    const { http, url } = await allowed((request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(request.method === "HEAD" ? undefined : gzipSync('{"a":1}'));
    });
    expect((await http.request(get(url))).body).toBe('{"a":1}');
    expect((await http.request(get(url, { method: "HEAD" }))).body).toBe("");
  });

  test("bytes that are not text are refused rather than silently replaced", async () => {
    const { http, url } = await allowed((_request, response) => {
      response.setHeader("content-type", "image/png");
      response.end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]));
    });
    const error = await failure(http.request(get(url)));
    expect(error).toMatchObject({ code: "HTTP_BAD_RESPONSE", recoverable: false });
    expect(error.message).toContain("image/png");
  });

  test("an endless answer is cut at the cap", async () => {
    const { http, url } = await allowed(
      (_request, response) => {
        const chunk = Buffer.alloc(16_384, "a");
        const more = () => {
          while (response.write(chunk));
        };
        response.on("drain", more);
        more();
      },
      { max_body_bytes: 100_000 },
    );
    expect((await failure(http.request(get(url)))).code).toBe("HTTP_TOO_LARGE");
  });

  test("a gzip bomb is cut at the cap of what comes out", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { http, url } = await allowed((_request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(bomb);
    });
    expect(bomb.length).toBeLessThan(100_000);
    expect((await failure(http.request(get(url)))).code).toBe("HTTP_TOO_LARGE");
  });

  test("an answer said to be compressed a thousand times over is refused", async () => {
    const { http, url } = await allowed((_request, response) => {
      response.setHeader("content-encoding", Array(1_000).fill("gzip").join(", "));
      response.end("x");
    });
    expect((await failure(http.request(get(url)))).code).toBe("HTTP_BAD_RESPONSE");
  });

  test.each([
    ["a body shorter than its content-length", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"],
    ["a chunked body without its end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"],
    ["no answer at all", ""],
  ])("%s is a network failure that can be retried", async (_what, bytes) => {
    const port = await serveBytes((socket) => socket.end(bytes));
    const http = client({ allow_hosts: [`127.0.0.1:${port}`] });
    const error = await failure(http.request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: "HTTP_NETWORK", recoverable: true });
  });

  test("something that is not HTTP is a failure that a retry cannot help", async () => {
    const port = await serveBytes((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    const http = client({ allow_hosts: [`127.0.0.1:${port}`] });
    const error = await failure(http.request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: "HTTP_NETWORK", recoverable: false });
  });

  test("a refused connection says so and can be retried", async () => {
    const server = createTcpServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    server.close();
    await once(server, "close");
    const http = client({ allow_hosts: [`127.0.0.1:${port}`] });
    const error = await failure(http.request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: "HTTP_NETWORK", recoverable: true });
    expect(error.message).toContain("refuses connections");
  });

  test("a server that cannot prove its name over TLS is not spoken to", async () => {
    const port = await serveBytes((socket) => socket.end("no TLS here"));
    const http = client({ allow_hosts: [`127.0.0.1:${port}`] });
    const error = await failure(http.request(get(`https://127.0.0.1:${port}/`)));
    expect(error.code).toBe("HTTP_NETWORK");
  });
});

describe("time", () => {
  test("a server that never answers is given up at the deadline", async () => {
    const { http, url } = await allowed(() => undefined);
    const error = await failure(http.request(get(url, { timeout_ms: 200 })));
    expect(error).toMatchObject({ code: "HTTP_NETWORK", recoverable: true });
    expect(error.message).toContain("within 0.2 s");
  });

  test("an answer that drips is given up at the same deadline", async () => {
    const { http, url } = await allowed((_request, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    const error = await failure(http.request(get(url, { timeout_ms: 300 })));
    expect(error.message).toContain("did not answer completely");
  });

  test("a host whose name nobody resolves is given up at the deadline, before there is a connection", async () => {
    const http = client({ resolve: () => new Promise(() => undefined) });
    const error = await failure(http.request(get("http://slow.example/", { timeout_ms: 200 })));
    expect(error.message).toContain("within 0.2 s");
  });

  test("an abort ends the call and closes the connection", async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const { http, url } = await allowed((request) => {
      closed = once(request.socket, "close");
      stop.abort();
    });
    const error = await failure(http.request(get(url), { signal: stop.signal }));
    expect(error.message).toBe("The call was stopped.");
    await closed;
  });
});
