import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endOfTime, timeLeft } from "./attempt-time.ts";
import { DEFAULT_LIMITS } from "./engine-deps.ts";
import { call, segment } from "./testing/segments.ts";

const DAY_MS = 86_400_000;

describe("the end of an attempt's time", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("comes when it is due, also where that is more than 2^31 milliseconds away", async () => {
    const abort = new AbortController();
    const ended = endOfTime(abort, { ms: 60 * DAY_MS, limit_seconds: 5_184_000 });
    await vi.advanceTimersByTimeAsync(60 * DAY_MS - 1);
    expect(abort.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(abort.signal.reason).toMatchObject({ code: "STEP_TIMEOUT" });
    await expect(ended.promise).rejects.toMatchObject({ code: "STEP_TIMEOUT" });
  });

  it("is there at once where the time was used up before", async () => {
    const abort = new AbortController();
    const ended = endOfTime(abort, { ms: -5, limit_seconds: 1 });
    await expect(ended.promise).rejects.toMatchObject({
      message: "The step took longer than its limit of 1 second.",
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never comes for an attempt that has ended", async () => {
    const abort = new AbortController();
    endOfTime(abort, { ms: 60 * DAY_MS, limit_seconds: 5_184_000 }).cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the time that an attempt has", () => {
  const started_at = "2026-01-01T00:01:00.000Z";
  const left = (timeout_seconds: number | undefined, counting_from: string | null) => {
    const more = timeout_seconds === undefined ? {} : { timeout_seconds };
    const step = buildGraph(segment([call("a", more)]), catalog).steps.get("a");
    if (!step) throw new Error("The step is there.");
    const state = { steps: { a: { counting_from } } } as unknown as Parameters<typeof timeLeft>[1]["state"];
    const clock = () => new Date(started_at);
    return timeLeft({ clock, limits: DEFAULT_LIMITS }, { state, step, started_at });
  };

  it("is less by what lost attempts before it took, and whole otherwise", () => {
    expect(left(90, null).ms).toBe(90_000);
    expect(left(90, "2026-01-01T00:00:00.000Z").ms).toBe(30_000);
    expect(left(50, "2026-01-01T00:00:00.000Z").ms).toBe(-10_000);
  });

  it("is the server's own limit, each time anew, for a step that names none", () => {
    expect(left(undefined, "2026-01-01T00:00:00.000Z").ms).toBe(DEFAULT_LIMITS.step_timeout_seconds * 1_000);
  });
});
