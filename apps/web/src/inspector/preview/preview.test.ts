import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { afterEach, expect, test, vi } from "vitest";
import { mentionedScope, usesOf } from "./mentioned-scope.ts";
import { PreviewClient, type PreviewWorker } from "./preview-client.ts";
import { previewResult } from "./preview-result.ts";
import type { PreviewRequest } from "./preview-worker.ts";

const scope: ExpressionScope = {
  data: { total: 12, items: [{ id: "a" }] },
  inputs: { input: { total: 12 } },
  steps: { fetch: { output: [1, 2] }, other: { output: "unused" } },
  run: { id: "run_1", input: { order: "SO-7" }, started_at: "2026-01-01T08:00:00Z" },
  segment: { name: "Orders" },
  now: "2026-01-01T08:00:01Z",
};
afterEach(() => vi.useRealTimers());

class FakeWorker implements PreviewWorker {
  onmessage: PreviewWorker["onmessage"] = null;
  onerror: PreviewWorker["onerror"] = null;
  readonly asked: PreviewRequest[] = [];
  ended = false;
  postMessage(request: PreviewRequest) {
    this.asked.push(request);
  }
  terminate() {
    this.ended = true;
  }
  load() {
    this.onmessage?.(new MessageEvent("message", { data: { ready: true } }));
  }
  answer(value: string) {
    const request_id = this.asked.at(-1)?.request_id ?? -1;
    this.onmessage?.(new MessageEvent("message", { data: { request_id, result: { kind: "value", value } } }));
  }
}

function clientWith(...workers: FakeWorker[]) {
  const rest = [...workers];
  return new PreviewClient(() => rest.shift() ?? null);
}

test("an expression gives its value, a text with one placeholder the value itself", () => {
  const give = (mode: "expression" | "template", source: string) =>
    previewResult(mode, source, scope, 10_000);
  expect(give("expression", "data.total * 2")).toEqual({ kind: "value", value: 24 });
  expect(give("template", "{{ data.items }}")).toEqual({ kind: "value", value: [{ id: "a" }] });
  expect(give("template", "Total: {{ data.total }}")).toEqual({ kind: "value", value: "Total: 12" });
});

test("what cannot be computed says why in words", () => {
  expect(previewResult("expression", "data.sum", scope, 10_000)).toMatchObject({
    kind: "error",
    message: expect.stringContaining('no field "sum"'),
  });
  expect(previewResult("expression", "data.items.map(i, i.id)", scope, 2)).toMatchObject({
    kind: "error",
    message: expect.stringContaining("too much work"),
  });
});

test("a value that is too long is given by its beginning", () => {
  const long = { ...scope, data: "x".repeat(60_000) };
  const result = previewResult("expression", "data", long, 100_000);
  expect(result).toMatchObject({ kind: "long", length: 60_002 });
});

test("only what a text names leaves the page, and secrets never do", () => {
  const uses = usesOf("template", "{{ steps.fetch.output }} {{ secrets.API_KEY }} {{ run.id }}");
  const mentioned = mentionedScope(uses ?? [], { ...scope, secrets: { API_KEY: "real" } }).scope;
  expect(mentioned).toMatchObject({
    data: null,
    inputs: {},
    steps: { fetch: { output: [1, 2] } },
    run: { id: "run_1", input: null },
    secrets: { API_KEY: "•••••" },
  });
  expect(JSON.stringify(mentioned)).not.toContain("real");
});

test("a scope is sent to the worker once", async () => {
  const worker = new FakeWorker();
  const client = clientWith(worker);
  const first = client.evaluate("expression", "data.total", scope);
  worker.answer("one");
  expect(await first).toEqual({ kind: "value", value: "one" });
  const second = client.evaluate("expression", "data.items", scope);
  worker.answer("two");
  expect(await second).toEqual({ kind: "value", value: "two" });
  expect(worker.asked.map(({ scope: sent }) => sent !== undefined)).toEqual([true, false]);
  expect(worker.asked[0]?.scope_id).toBe(worker.asked[1]?.scope_id);
});

test("a worker that does not answer is ended, the question is answered in words, the next one goes on", async () => {
  vi.useFakeTimers();
  const [stuck, fresh] = [new FakeWorker(), new FakeWorker()];
  const client = clientWith(stuck, fresh);
  const first = client.evaluate("expression", "data.total", scope);
  const second = client.evaluate("expression", "data.items", scope);
  stuck.load();
  vi.advanceTimersByTime(1_000);
  expect(await first).toMatchObject({ kind: "error", code: "budget_exceeded" });
  expect(stuck.ended).toBe(true);
  fresh.answer("here");
  expect(await second).toEqual({ kind: "value", value: "here" });
  expect(fresh.asked[0]?.scope).toBeDefined();
});

test("the time that the worker takes to load is not held against the question", async () => {
  vi.useFakeTimers();
  const slow = new FakeWorker();
  const first = clientWith(slow).evaluate("expression", "data.total", scope);
  vi.advanceTimersByTime(30_000);
  expect(slow.ended).toBe(false);
  slow.load();
  slow.answer("here");
  expect(await first).toEqual({ kind: "value", value: "here" });
});

test("without a worker the page answers itself, and what does not parse is never sent", async () => {
  const client = clientWith();
  expect(await client.evaluate("expression", "data.total", scope)).toEqual({ kind: "value", value: 12 });
  const worker = new FakeWorker();
  expect(await clientWith(worker).evaluate("expression", "data.", scope)).toMatchObject({ kind: "error" });
  expect(worker.asked).toEqual([]);
});

test("a worker that breaks leaves the question to the page", async () => {
  const worker = new FakeWorker();
  const answer = clientWith(worker).evaluate("expression", "data.total", scope);
  worker.onerror?.(new Event("error") as ErrorEvent);
  expect(await answer).toEqual({ kind: "value", value: 12 });
});
