import { describe, expect, test } from "vitest";
import { graphOf, journal, line, retrying } from "./a-journal.ts";
import { foldTimeline } from "./fold-timeline.ts";
import { goesOn, type Part, type Timeline } from "./timeline-model.ts";

const chain = graphOf(["a", "b"], ["a > b"]);

function bars(timeline: Timeline, step_id: string): string[] {
  return (timeline.tracks.get(step_id)?.parts ?? []).map(bar);
}
function childBars(timeline: Timeline, step_id: string): Record<string, string[]> {
  const children = timeline.tracks.get(step_id)?.children ?? new Map();
  return Object.fromEntries([...children.values()].map(({ key, parts }) => [key, parts.map(bar)]));
}
function bar({ kind, attempt, start, end, ended }: Part): string {
  return `${attempt} ${kind} ${start}-${end ?? ""} ${ended ?? "open"}`;
}

describe("an attempt", () => {
  test("is queued from the end of the step before it until it starts, and then runs", () => {
    const events = journal(
      "0 step.started a",
      "100 step.completed a",
      "130 step.started b",
      "180 step.completed b",
    );
    const timeline = foldTimeline(chain, events);
    expect([...timeline.tracks.keys()]).toEqual(["a", "b"]);
    expect(bars(timeline, "a")).toEqual(["1 running 0-100 completed"]);
    expect(bars(timeline, "b")).toEqual(["1 queued 100-130 went_on", "1 running 130-180 completed"]);
  });

  test("that is scheduled shows its queue before it starts", () => {
    const events = journal("0 step.started a", "100 step.completed a", "120 step.scheduled b");
    expect(bars(foldTimeline(chain, events), "b")).toEqual(["1 queued 100- open"]);
    const started = [...events, ...journal("150 step.started b").slice(1)];
    expect(bars(foldTimeline(chain, started), "b")).toEqual([
      "1 queued 100-150 went_on",
      "1 running 150- open",
    ]);
  });

  test("that failed backs off until the next one is due, and queues from then on", () => {
    const events = journal(
      "0 step.started a 1",
      retrying("40 step.retrying a 1", 1040),
      "1100 step.started a 2",
      "1200 step.completed a 2",
    );
    expect(bars(foldTimeline(chain, events), "a")).toEqual([
      "1 running 0-40 retried",
      "1 back_off 40-1040 went_on",
      "2 queued 1040-1100 went_on",
      "2 running 1100-1200 completed",
    ]);
  });

  test("that asks a person waits from the question to the answer", () => {
    const events = journal(
      "5 step.started a",
      "5 human.task_created a",
      "90000 human.task_completed a",
      "90000 step.completed a",
    );
    const timeline = foldTimeline(chain, events);
    expect(bars(timeline, "a")).toEqual(["1 queued 0-5 went_on", "1 person 5-90000 completed"]);
    expect(timeline.tracks.get("a")?.parts.at(-1)?.note).toBe("Ada answered: approved");
  });

  test("that was lost ends when that was found out, and what a person says of it is waiting", () => {
    const lost = ["0 step.started a 1", "500 step.lost a 1"];
    const again = journal(...lost, retrying("500 step.retrying a 1", 500), "501 step.started a 2");
    expect(bars(foldTimeline(chain, again), "a")).toEqual([
      "1 running 0-500 lost",
      "2 queued 500-501 went_on",
      "2 running 501- open",
    ]);
    const asked = journal(
      ...lost,
      "500 human.task_created a 1",
      "900 human.task_completed a 1",
      "900 step.completed a 1",
    );
    expect(bars(foldTimeline(chain, asked), "a")).toEqual([
      "1 running 0-500 lost",
      "1 person 500-900 completed",
    ]);
  });

  test("has the time that was measured only where it did one thing", () => {
    const measured = line("1 step.completed a", { duration_ms: 0.4, payload: { outputs: {} } });
    const timeline = foldTimeline(chain, journal("0 step.started a", measured));
    expect(timeline.tracks.get("a")?.parts.map(({ measured_ms }) => measured_ms)).toEqual([0.4]);
    const asked = journal("0 step.started a", "0 human.task_created a", measured);
    expect(
      foldTimeline(chain, asked)
        .tracks.get("a")
        ?.parts.map(({ measured_ms }) => measured_ms),
    ).toEqual([null]);
  });
});

describe("what a step does inside", () => {
  test("a model's call has its length from its latency, and never begins before its attempt", () => {
    const call = (at: number, latency_ms: number) =>
      line(`${at} llm.call_completed a`, {
        payload: {
          model: "gpt-4o",
          simulated: false,
          input_tokens: 120,
          output_tokens: 40,
          cost_usd: 0.0003,
          latency_ms,
          finish_reason: "stop",
        },
      });
    const timeline = foldTimeline(chain, journal("10 step.started a", call(60, 500), call(100, 30)));
    expect(childBars(timeline, "a")).toEqual({
      "model/gpt-4o": ["1 call 10-60 completed", "1 call 70-100 completed"],
    });
    const [first] = timeline.tracks.get("a")?.children.get("model/gpt-4o")?.parts ?? [];
    expect(first?.note).toBe("120 + 40 tokens, $0.0003");
  });

  test("calls of one name share a row, and one that failed says why", () => {
    const action = { name: "GET example.com", kind: "http", detail: {} };
    const events = journal(
      "0 step.started a 1",
      line("50 action.failed a 1", { payload: action, duration_ms: 40 }),
      retrying("50 step.retrying a 1", 60),
      "60 step.started a 2",
      line("90 action.completed a 2", { payload: action, duration_ms: 25 }),
    );
    const timeline = foldTimeline(chain, events);
    expect(childBars(timeline, "a")).toEqual({
      "http/GET example.com": ["1 call 10-50 failed", "2 call 65-90 completed"],
    });
    expect(timeline.tracks.get("a")?.children.get("http/GET example.com")?.parts[0]?.note).toBe(
      "The server said no.",
    );
  });

  test("each run of another segment has a row, in which a later attempt goes on", () => {
    const action = { name: "other", kind: "run", detail: {} };
    const child = (run_id: string, iteration: number) => ({
      payload: { ...action, child: { run_id, iteration } },
    });
    const plan = { payload: { ...action, plan: { segment_id: "other" } } };
    const events = journal(
      "0 step.started a 1",
      line("0 action.started a 1", plan),
      line("1 action.started a 1", child("r1", 1)),
      line("2 action.started a 1", child("r2", 2)),
      line("20 action.completed a 1", child("r1", 1)),
      line("30 action.failed a 1", child("r2", 2)),
      retrying("31 step.retrying a 1", 40),
      "40 step.started a 2",
      line("40 action.started a 2", plan),
      line("41 action.started a 2", child("r2", 2)),
    );
    const timeline = foldTimeline(chain, events);
    expect(bars(timeline, "a")).toEqual([
      "1 runs_below 0-31 retried",
      "1 back_off 31-40 went_on",
      "2 runs_below 40- open",
    ]);
    expect(childBars(timeline, "a")).toEqual({
      "run/r1": ["1 running 1-20 completed"],
      "run/r2": ["1 running 2-30 failed", "2 running 41- open"],
    });
  });
});

describe("the run as a whole", () => {
  test("a step that is skipped or taken over is a moment and no time", () => {
    const events = journal(
      line("3 step.completed a", { payload: { outputs: {}, recorded_in: "r0" } }),
      "3 step.skipped b",
    );
    const timeline = foldTimeline(chain, events);
    expect(timeline.tracks.get("a")?.marks).toEqual([{ kind: "taken_over", at: 3 }]);
    expect(timeline.tracks.get("b")?.marks).toEqual([{ kind: "skipped", at: 3 }]);
    expect([...bars(timeline, "a"), ...bars(timeline, "b")]).toEqual([]);
  });

  test("its end cuts off what is under way, and a later attempt follows when it is opened again", () => {
    const events = journal(
      "0 step.started a 1",
      "10 step.failed a 1",
      "10 segment.failed",
      "5000 segment.resumed",
      "5010 step.started a 2",
    );
    const timeline = foldTimeline(chain, events);
    expect(bars(timeline, "a")).toEqual([
      "1 running 0-10 failed",
      "2 queued 5000-5010 went_on",
      "2 running 5010- open",
    ]);
    expect(timeline.bands).toEqual([{ kind: "closed", start: 10, end: 5000 }]);
    const cancelled = foldTimeline(chain, journal("0 step.started a", "70 segment.cancelled"));
    expect(bars(cancelled, "a")).toEqual(["1 running 0-70 cancelled"]);
    expect(cancelled.tracks.get("a")?.status).toBe("cancelled");
  });

  test("a pause is a band from one event to the other, or to the end of the run", () => {
    const paused = journal(
      "10 segment.paused",
      "40 segment.resumed",
      "50 segment.paused",
      "60 segment.cancelled",
    );
    expect(goesOn(foldTimeline(chain, paused))).toBe(false);
    expect(goesOn(foldTimeline(chain, paused.slice(0, 2)))).toBe(true);
    expect(goesOn(foldTimeline(chain, paused.slice(0, 3)))).toBe(false);
    expect(foldTimeline(chain, paused).bands).toEqual([
      { kind: "paused", start: 10, end: 40 },
      { kind: "paused", start: 50, end: 60 },
    ]);
  });

  test("a join that takes the first branch is ready with it, one that takes all with the last", () => {
    const join = (strategy: string) => ({
      step_id: "j",
      step_type: "parallel_join",
      config: { branches: 2, strategy },
    });
    const events = journal(
      "0 step.started a",
      "0 step.started b",
      "10 step.completed a",
      "30 step.completed b",
      "35 step.started j",
    );
    const started = (strategy: string) =>
      bars(
        foldTimeline(graphOf(["a", "b", join(strategy)], ["a > j.branch_1", "b > j.branch_2"]), events),
        "j",
      )[0];
    expect(started("first")).toBe("1 queued 10-35 went_on");
    expect(started("all")).toBe("1 queued 30-35 went_on");
  });

  test("events of a later version and clocks that go back harm nothing", () => {
    const events = journal(
      "50 step.started a",
      "51 step.dreamt a",
      "20 step.completed a",
      "60 segment.completed",
    );
    expect(bars(foldTimeline(chain, events), "a")).toEqual([
      "1 queued 0-50 went_on",
      "1 running 50-51 completed",
    ]);
  });
});

test("events one by one lead to the same timeline as all at once, and untouched steps stay the same objects", () => {
  const events = journal(
    "0 step.started a 1",
    retrying("40 step.retrying a 1", 1040),
    "1100 step.started a 2",
    "1200 step.completed a 2",
    "1200 step.started b",
    "1300 segment.paused",
    "1400 segment.cancelled",
  );
  let timeline = foldTimeline(chain, events.slice(0, 1));
  for (const event of events.slice(1, 5)) timeline = foldTimeline(chain, [event], timeline);
  const before = timeline.tracks.get("a");
  for (const event of events.slice(5)) timeline = foldTimeline(chain, [event], timeline);
  expect(timeline).toEqual(foldTimeline(chain, events));
  expect(timeline.tracks.get("a")).toBe(before);
});
