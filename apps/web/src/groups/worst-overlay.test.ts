import { expect, test } from "vitest";
import { IDLE_STEP, type StepOverlay } from "../canvas/step-overlay.tsx";
import { worstOf } from "./worst-overlay.ts";

const at = (status: StepOverlay["status"], rest: Partial<StepOverlay> = {}) => ({
  ...IDLE_STEP,
  status,
  ...rest,
});

test("what asks for attention hides what went well", () => {
  expect(worstOf([at("completed"), at("failed"), at("running")]).status).toBe("failed");
  expect(worstOf([at("completed"), at("waiting"), at("running")]).status).toBe("waiting");
  expect(worstOf([at("completed"), at("skipped")]).status).toBe("completed");
});

test("a group whose steps are partly done is not called done, and says how many are", () => {
  expect(worstOf([at("completed"), at("pending"), at("skipped")])).toMatchObject({
    status: "pending",
    ended: 2,
  });
});

test("problems add up", () => {
  expect(worstOf([at("idle", { errors: 1 }), at("idle", { errors: 2, warnings: 1 })])).toEqual({
    status: "idle",
    ended: 0,
    errors: 3,
    warnings: 1,
  });
});
