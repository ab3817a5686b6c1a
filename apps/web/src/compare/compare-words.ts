// What is said of two runs, in as few words as it takes. The left one is A, the right one is B.
import type {
  RunAspect,
  RunComparison,
  Side,
  StepAspect,
  StepComparison,
} from "@worktrail/shared/run/compare-runs";
import { durationsDiffer } from "@worktrail/shared/run/compare-runs";
import type { StepStatus } from "@worktrail/shared/run/state";
import { statusLooks } from "../ui/status.ts";

export const SIDES: readonly Side[] = ["left", "right"];
export const sideLetters: Readonly<Record<Side, "A" | "B">> = { left: "A", right: "B" };

const aspectWords: Readonly<Record<StepAspect, string>> = {
  presence: "only in one version",
  status: "status",
  error: "error",
  path: "path",
  outputs: "outputs",
  inputs: "inputs",
  definition: "changed between the versions",
  attempts: "attempts",
  duration: "duration",
  cost: "cost",
};
const runAspectWords: Readonly<Record<RunAspect, string>> = {
  status: "status",
  error: "error",
  outputs: "result",
  inputs: "input",
  version: "version",
  duration: "duration",
  cost: "cost",
};

/** "status, result, duration", "the same", "not both have ended yet". */
export function runInWords({ verdict, aspects }: Pick<RunComparison, "verdict" | "aspects">): string {
  if (verdict === "open") return "not both have ended yet";
  if (verdict === "same") return "the same";
  return aspects.map((aspect) => runAspectWords[aspect]).join(", ");
}

/** "status, outputs", "only in the version of A", "not at its end yet", "the same". */
export function stepInWords({ left, right, verdict, aspects }: StepComparison): string {
  if (!left || !right) return `only in the version of ${left ? "A" : "B"}`;
  if (verdict === "open") return "not at its end in both yet";
  return verdict === "same" ? "the same" : aspects.map((aspect) => aspectWords[aspect]).join(", ");
}

/** Null for a step that the version of that run does not have. */
export function statusOf(side: StepComparison[Side]): StepStatus | null {
  return side && (side.step?.status ?? "pending");
}

export function statusInWords(side: StepComparison[Side]): string {
  const status = statusOf(side);
  return status === null ? "Not in this version" : statusLooks[status].word;
}

/** "B took 3.2 times as long"; null where the difference is no more than noise. */
export function ratioInWords(left: number | null, right: number | null): string | null {
  if (left === null || right === null || !durationsDiffer(left, right)) return null;
  const [longer, shorter] = left > right ? [left, right] : [right, left];
  const who = left > right ? "A" : "B";
  // Nothing is a whole number of times as long as nothing.
  if (shorter < 1) return `${who} took longer`;
  const times = longer / shorter;
  return `${who} took ${times < 10 ? times.toFixed(1) : Math.round(times)} times as long`;
}
