// What the address of a comparison says.
import type { Side } from "@worktrail/shared/run/compare-runs";

export type CompareSearch = {
  left?: string | undefined;
  right?: string | undefined;
  /** The event up to which a run is looked at; left out, as it is now. */
  left_seq?: number | undefined;
  right_seq?: number | undefined;
  /** Runs of two segments are compared in what both have. */
  common?: true | undefined;
};

export function parseCompareSearch(search: Record<string, unknown>): CompareSearch {
  return {
    left: text(search.left),
    right: text(search.right),
    left_seq: seq(search.left_seq),
    right_seq: seq(search.right_seq),
    common: search.common === true ? true : undefined,
  };
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const seq = (value: unknown) =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;

export function swapped({ left, right, left_seq, right_seq, common }: CompareSearch): CompareSearch {
  return { left: right, right: left, left_seq: right_seq, right_seq: left_seq, common };
}

/** Another run on one side, as it is now. */
export function withRun(search: CompareSearch, side: Side, run_id: string): CompareSearch {
  return side === "left"
    ? { ...search, left: run_id, left_seq: undefined }
    : { ...search, right: run_id, right_seq: undefined };
}

/** Whether both sides are the very same thing. */
export function isSameTwice({ left, right, left_seq, right_seq }: CompareSearch): boolean {
  return left !== undefined && left === right && left_seq === right_seq;
}
