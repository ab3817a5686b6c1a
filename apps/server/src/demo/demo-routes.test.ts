import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoRoutes } from "./demo-routes.ts";

let app: FastifyInstance;
beforeEach(() => {
  app = Fastify();
  app.register(demoRoutes);
});
afterEach(() => app.close());

test("the orders are always the same dozen, and the total is their sum", async () => {
  const first = (await app.inject("/demo/orders")).json();
  expect((await app.inject("/demo/orders")).json()).toEqual(first);
  expect(first.items).toHaveLength(12);
  const sum = first.items.reduce((total: number, item: { amount: number }) => total + item.amount, 0);
  expect(first.total).toBeCloseTo(sum, 2);
});

test.each([
  ["/demo/prices", 200],
  ["/demo/pages", 200],
  ["/demo/pages/returns", 200],
  ["/demo/pages/nothing", 404],
  ["/demo/companies/nordwind.example", 200],
  ["/demo/companies/constructor", 404],
])("%s answers %i in JSON", async (url, status) => {
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toBeTypeOf("object");
});

test("the echo says what it was sent, but no credentials", async () => {
  const answer = await app.inject({
    method: "POST",
    url: "/demo/echo?a=1",
    headers: { authorization: "Bearer secret", cookie: "session=secret", "idempotency-key": "run:step" },
    payload: { n: 1 },
  });
  expect(answer.json()).toMatchObject({
    method: "POST",
    query: { a: "1" },
    headers: { "idempotency-key": "run:step" },
    body: { n: 1 },
  });
  expect(answer.body).not.toContain("secret");
});

test.each([
  ["503", 503],
  ["204", 204],
  ["404", 404],
  ["abc", 400],
  ["99999", 400],
])("the status %s is answered with %i", async (asked, status) => {
  expect((await app.inject(`/demo/status/${asked}`)).statusCode).toBe(status);
});

test("the slow answer waits as long as it was asked to", async () => {
  const began = performance.now();
  expect((await app.inject("/demo/slow?ms=60")).json()).toEqual({ waited_ms: 60 });
  expect(performance.now() - began).toBeGreaterThanOrEqual(55);
});

test("the flaky answer fails as often as it was asked to, for each key", async () => {
  const ask = async (key: string) => (await app.inject(`/demo/flaky?key=${key}&fail=2`)).statusCode;
  expect([await ask("a"), await ask("a"), await ask("b"), await ask("a"), await ask("a")]).toEqual([
    503, 503, 503, 200, 200,
  ]);
  const byHeader = () => app.inject({ url: "/demo/flaky", headers: { "idempotency-key": "k" } });
  expect([(await byHeader()).statusCode, (await byHeader()).statusCode]).toEqual([503, 200]);
});
