import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { statusLooks } from "../ui/status.ts";
import { type CanvasStatus, IDLE_STEP, type StepOverlay } from "./step-overlay.tsx";
import { accessibleName } from "./step-words.ts";

const data = {
  step: { step_id: "prices", step_type: "http_action", name: "Read prices" },
  contract: catalog.http_action,
} as unknown as Parameters<typeof accessibleName>[0];
const nameOf = (overlay: Partial<StepOverlay>) => accessibleName(data, { ...IDLE_STEP, ...overlay }, "run");

test("every state of a step has a word of its own and a shape of its own", () => {
  const states: CanvasStatus[] = [
    "queued",
    "running",
    "waiting",
    "retrying",
    "completed",
    "failed",
    "skipped",
    "paused",
    "stale",
  ];
  expect(new Set(states.map((status) => nameOf({ status }))).size).toBe(states.length);
  const shapes = states.map((status) => status !== "idle" && statusLooks[status].icon);
  expect(new Set(shapes).size).toBe(states.length);
});

test("attempts, the next try and the time it took are said; what counts every second is not", () => {
  const retry_at = new Date(2026, 10, 21, 12, 3, 4).toISOString();
  expect(nameOf({ status: "retrying", attempts: 2, retry_at })).toMatch(
    /^Read prices, HTTP action, retrying, attempt 2, tries again at .*12:03:04$/,
  );
  expect(nameOf({ status: "failed", attempts: 1, duration_ms: 201 })).toBe(
    "Read prices, HTTP action, failed, took 201 ms",
  );
  expect(nameOf({ status: "running", attempts: 1, since: retry_at })).toBe(
    "Read prices, HTTP action, running",
  );
});
