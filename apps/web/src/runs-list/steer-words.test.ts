import { expect, it } from "vitest";
import { refusalsOf, type SteerResult, steerSentence } from "./steer-words.ts";

const ok = (run_id: string): SteerResult => ({ run_id, ok: true, status: "cancelled" });
const no = (run_id: string, message: string): SteerResult => ({
  run_id,
  ok: false,
  code: "RUN_ENDED",
  message,
});

it("says how many worked and how many did not", () => {
  expect(steerSentence("cancelled", [ok("a")])).toBe("1 run was cancelled.");
  expect(steerSentence("retried", [ok("a"), ok("b"), no("c", "x")])).toBe(
    "2 runs were retried. 1 run was not.",
  );
  expect(steerSentence("cancelled", [no("c", "x"), no("d", "x")])).toBe("No run was cancelled.");
});

it("gives each reason once, with the runs that gave it", () => {
  expect(refusalsOf([ok("a"), no("b", "It ended."), no("c", "It is gone."), no("d", "It ended.")])).toEqual([
    { message: "It ended.", run_ids: ["b", "d"] },
    { message: "It is gone.", run_ids: ["c"] },
  ]);
});
