import { createServer as createTcpServer } from "node:net";
import { describe, expect, test } from "vitest";
import { createDemoService } from "../demo/demo-service.ts";
import { allowed, client, failure, get, listen, serve } from "./http-test-kit.ts";

describe("what may be called", () => {
  test("an address of this machine is refused before any connection, however it is written", async () => {
    let connections = 0;
    const port = await listen(createTcpServer(() => connections++));
    const http = client();
    const hosts = [
      "127.0.0.1",
      "127.1",
      "0x7f000001",
      "2130706433",
      "0177.0.0.1",
      "１２７.0.0.1",
      "0",
      "localhost",
      "localhost.",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:a9fe:a9fe]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "[::7f00:1]",
      "100.64.0.1",
      "169.254.169.254.",
      "10.1.2.3",
      "192.168.0.1",
      "172.16.0.1",
      "[fd00::1]",
      "[fe80::1]",
    ];
    for (const host of hosts) {
      const error = await failure(http.request(get(`http://${host}:${port}/`)));
      expect(`${host} ${error.code}`).toBe(`${host} HTTP_REFUSED`);
      expect(error.message).toContain("WORKTRAIL_ALLOW_HOSTS");
      expect(error.recoverable).toBe(false);
    }
    expect(connections).toBe(0);
  });

  test("a name is looked up once, and refused when one of its addresses is private", async () => {
    const lookups: string[] = [];
    const http = client({
      resolve: (host, callback) => {
        lookups.push(host);
        callback(null, [
          { address: "93.184.215.14", family: 4 },
          { address: "127.0.0.1", family: 4 },
        ]);
      },
    });
    expect((await failure(http.request(get("http://two-faced.example/")))).code).toBe("HTTP_REFUSED");
    expect(lookups).toEqual(["two-faced.example"]);
  });

  test("an allowed name is called at the address that its one look-up gave", async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    let lookups = 0;
    const http = client({
      allow_hosts: [`api.internal:${port}`],
      resolve: (_host, callback) => {
        lookups++;
        callback(null, [{ address: "127.0.0.1", family: 4 }]);
      },
    });
    const answer = await http.request(get(`http://api.internal:${port}/`));
    expect(answer).toMatchObject({ status: 200, body: `api.internal:${port}` });
    expect(lookups).toBe(1);
    expect((await failure(http.request(get(`http://other.internal:${port}/`)))).code).toBe("HTTP_REFUSED");
  });

  test.each([
    "file:///etc/passwd",
    "ftp://example.com/",
    "data:text/plain,x",
    "gopher://example.com/",
    "unix:/var/run/docker.sock",
    "http://user:secret@example.com/",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:5432/",
    "not an address",
    "",
  ])("%s is refused with a sentence and without the password", async (url) => {
    const error = await failure(client().request(get(url)));
    expect(error.code).toBe("HTTP_REFUSED");
    expect(error.message).toMatch(/[.]$|\w:$/);
    expect(error.message).not.toContain("secret");
  });

  test("of this server itself only the demo endpoint can be called, also by a path that climbs out", async () => {
    const paths: string[] = [];
    const port = await serve((request, response) => {
      paths.push(request.url ?? "");
      response.end("ok");
    });
    const http = client({ own_hosts: () => [`127.0.0.1:${port}`] });
    const base = `http://127.0.0.1:${port}`;
    expect((await http.request(get(`${base}/demo/orders`))).status).toBe(200);
    for (const path of ["/trpc/runs.list", "/", "/demo", "/demo/../trpc/x", "/demo/%2e%2e/trpc/x"]) {
      expect((await failure(http.request(get(base + path)))).code).toBe("HTTP_REFUSED");
    }
    expect(paths).toEqual(["/demo/orders"]);
  });

  test("proxy variables of the environment are ignored", async () => {
    let proxied = 0;
    const proxy = await serve((_request, response) => {
      proxied++;
      response.end();
    });
    const { http, url } = await allowed((_request, response) => response.end("direct"));
    process.env.HTTP_PROXY = process.env.http_proxy = `http://127.0.0.1:${proxy}`;
    try {
      expect((await http.request(get(url))).body).toBe("direct");
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.http_proxy;
    }
    expect(proxied).toBe(0);
  });

  test("the demo endpoint answers without a network, as it would over it", async () => {
    const http = client({ own_hosts: () => ["127.0.0.1:4700"], demo: createDemoService() });
    const base = "http://127.0.0.1:4700/demo";
    const orders = await http.request(get(`${base}/orders`));
    expect(orders).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json; charset=utf-8" },
    });
    expect(JSON.parse(orders.body).items).toHaveLength(12);
    const echo = await http.request(
      get(`${base}/echo?n=1`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: '{"a":1}',
      }),
    );
    expect(JSON.parse(echo.body)).toMatchObject({ method: "POST", query: { n: "1" }, body: { a: 1 } });
    const slow = await failure(http.request(get(`${base}/slow?ms=5000`, { timeout_ms: 50 })));
    expect(slow).toMatchObject({ code: "HTTP_NETWORK", recoverable: true });
  });
});
