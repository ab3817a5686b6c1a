import { RunsFilterSchema } from "@worktrail/shared/api/runs-list";
import { describe, expect, it } from "vitest";
import { DEAD_LETTERS, filterOf, isFiltered, readRunsSearch, withStatus } from "./runs-search.ts";

const NOW = Date.parse("2026-06-01T12:00:00.000Z");

describe("the address of the runs page", () => {
  it("keeps what it knows and forgets the rest", () => {
    expect(
      readRunsSearch({
        segment_id: "orders",
        version: 3,
        status: "failed,made_up,completed",
        time: "24h",
        from: "2026-01-01T00:00:00Z",
        trigger: "moon",
        q: 17,
        in: "output",
        more: "x",
      }),
    ).toEqual({
      segment_id: "orders",
      version: 3,
      status: "completed,failed",
      time: "24h",
      q: "17",
      in: "output",
    });
    expect(readRunsSearch({ status: "odd", version: 2, from: "never", q: "  " })).toEqual({});
    expect(isFiltered(readRunsSearch({}))).toBe(false);
  });

  it("becomes a filter that the server takes, with the times of now", () => {
    const search = readRunsSearch({
      segment_id: "orders",
      version: 3,
      status: "failed,timed_out",
      time: "1h",
      trigger: "schedule",
      who: "user",
      q: " word ",
      in: "error",
    });
    const filter = filterOf(search, NOW);
    expect(RunsFilterSchema.parse(filter)).toEqual({
      segment_id: "orders",
      revision: 3,
      status: ["failed", "timed_out"],
      from: "2026-06-01T11:00:00.000Z",
      trigger: "schedule",
      who: "user",
      text: "word",
      text_in: ["error"],
    });
    expect(filterOf(readRunsSearch({ status: "failed" }), NOW)).toEqual({ status: "failed" });
    expect(filterOf(readRunsSearch({ status: "dead_letters" }), NOW)).toEqual({ dead_letter: true });
    expect(filterOf(readRunsSearch({}), NOW)).toEqual({});
  });

  it("adds a status and takes it away; dead letters stand alone", () => {
    const one = withStatus({ q: "word" }, "failed");
    const two = withStatus(one, "queued");
    expect(two).toEqual({ q: "word", status: "queued,failed" });
    expect(withStatus(two, "failed")).toEqual({ q: "word", status: "queued" });
    expect(withStatus(one, "failed")).toEqual({ q: "word" });
    expect(withStatus(two, DEAD_LETTERS)).toEqual({ q: "word", status: DEAD_LETTERS });
    expect(withStatus({ status: DEAD_LETTERS }, "failed")).toEqual({ status: "failed" });
    expect(withStatus({ status: DEAD_LETTERS }, DEAD_LETTERS)).toEqual({});
  });
});
