import { describe, expect, it } from "vitest";
import {
  type ListedRun,
  nextToAsk,
  type RunsPages,
  rowsOf,
  waitingAfter,
  withChanges,
  withFresh,
} from "./runs-feed.ts";

const run = (n: number, status: ListedRun["status"] = "running") =>
  ({ run_id: `r${n}`, created_at: `2026-01-01T00:00:0${n}.000Z`, status }) as ListedRun;
const pagesOf = (pages: ListedRun[][], next_cursor: string | null = null): RunsPages => ({
  pages: pages.map((runs, at) => ({ runs, next_cursor: at === pages.length - 1 ? next_cursor : "next" })),
  pageParams: pages.map(() => undefined),
});
const shown = (data: RunsPages) => rowsOf(data).map(({ run_id, status }) => `${run_id} ${status}`);

describe("the list of runs, while they go on", () => {
  it("changes rows where they stand and leaves the other pages as they are", () => {
    const data = pagesOf([[run(5), run(4)], [run(3)]]);
    const after = withChanges(data, { run_ids: ["r4"], runs: [run(4, "completed")] });
    expect(shown(after.data)).toEqual(["r5 running", "r4 completed", "r3 running"]);
    expect(after.data.pages[1]).toBe(data.pages[1]);
    expect(after.fresh).toEqual([]);
  });

  it("drops what fits the filter no more", () => {
    const after = withChanges(pagesOf([[run(5), run(4)]]), { run_ids: ["r5", "unseen"], runs: [] });
    expect(shown(after.data)).toEqual(["r4 running"]);
  });

  it("tells new runs apart, but not those that are on a page that is not loaded", () => {
    const open = withChanges(pagesOf([[run(5), run(4)]], "more"), {
      run_ids: ["r6", "r2"],
      runs: [run(6), run(2)],
    });
    expect(open.fresh.map(({ run_id }) => run_id)).toEqual(["r6"]);
    const whole = withChanges(pagesOf([[run(5), run(4)]]), { run_ids: ["r6", "r2"], runs: [run(6), run(2)] });
    expect(whole.fresh.map(({ run_id }) => run_id)).toEqual(["r6", "r2"]);
    const empty = withChanges(pagesOf([[]]), { run_ids: ["r1"], runs: [run(1)] });
    expect(shown(withFresh(empty.data, empty.fresh))).toEqual(["r1 running"]);
  });

  it("shows new runs at their place, each once", () => {
    const data = withFresh(pagesOf([[run(5), run(3)], [run(2)]]), [run(4), run(7), run(5, "failed")]);
    expect(shown(data)).toEqual(["r7 running", "r5 failed", "r4 running", "r3 running", "r2 running"]);
  });

  it("keeps new runs waiting as they are by now", () => {
    const waiting = waitingAfter([run(7), run(6)], [run(8), run(7, "completed")], ["r8", "r7"]);
    expect(waiting.map(({ run_id, status }) => `${run_id} ${status}`)).toEqual([
      "r8 running",
      "r7 completed",
      "r6 running",
    ]);
    expect(waitingAfter([run(7)], [], ["r7"])).toEqual([]);
  });

  it("asks for what is in sight first", () => {
    expect(nextToAsk(new Set(["a", "b", "c"]), new Set(["c"]), 2)).toEqual({ ask: ["c", "a"], rest: ["b"] });
  });
});
