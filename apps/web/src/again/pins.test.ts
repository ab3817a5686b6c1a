import { aSegment } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";
import { beforeEach, describe, expect, test } from "vitest";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { IDLE_STEP, type OverlaySource } from "../canvas/step-overlay.tsx";
import { removeParts } from "../gestures/remove.ts";
import { renameStepId } from "../gestures/rename-id.ts";
import { setStepField } from "../gestures/set-step-field.ts";
import { Editor } from "../store/editor.ts";
import { pinOverlay } from "./pin-overlay.ts";
import { MAX_PIN_LENGTH, type PinMemory, Pins } from "./pins.ts";

const segment = aSegment().step("a", "http_action").step("b", "transform").edge("a", "b").build();

function memory(): PinMemory & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe("pins", () => {
  let editor = new Editor(segment, catalog);
  let pins = new Pins(editor);
  let browser = memory();
  beforeEach(() => {
    editor = new Editor(segment, catalog);
    pins = new Pins(editor);
    browser = memory();
    pins.open("me:s", browser);
  });

  test("are given to a run, and come back with the next visit", () => {
    expect(pins.pin("a", { output: [1] })).toBeNull();
    const again = new Pins(new Editor(segment, catalog));
    again.open("me:s", browser);
    expect(again.given()).toEqual({ a: { outputs: { output: [1] }, as: "pinned" } });
    again.unpin("a");
    expect(browser.kept.size).toBe(0);
  });

  test("never change the segment", () => {
    pins.pin("a", { output: 1 });
    expect(editor.segment).toBe(segment);
    expect(editor.history.getState().past).toEqual([]);
  });

  test("follow a step whose id changes, there and back", () => {
    pins.pin("a", { output: 1 });
    editor.commit(renameStepId("a", "orders", catalog), { label: "Change step id" });
    expect(Object.keys(pins.given())).toEqual(["orders"]);
    editor.undo();
    expect(Object.keys(pins.given())).toEqual(["a"]);
  });

  test("of a step that is gone or disabled are not given", () => {
    pins.pin("a", { output: 1 });
    pins.pin("b", { output: 2 });
    editor.commit(setStepField("b", "disabled", true), { label: "Disable" });
    expect(Object.keys(pins.given())).toEqual(["a"]);
    editor.commit(removeParts({ ...EMPTY_SELECTION, steps: new Set(["a"]) }), { label: "Delete" });
    expect(pins.given()).toEqual({});
    editor.undo();
    expect(Object.keys(pins.given())).toEqual(["a"]);
  });

  test("that do not fit, or are too large to keep, say so", () => {
    expect(pins.pin("a", { nope: 1 })).toMatch(/has no output “nope”/);
    expect(pins.pin("a", { output: "x".repeat(MAX_PIN_LENGTH) })).toMatch(/too large/);
    pins.open("full", {
      ...browser,
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    });
    expect(pins.pin("a", { output: 1 })).toMatch(/no room left/);
    expect(pins.of("a")).toBeNull();
  });

  test("mark their steps, each with one and the same overlay until something changes", () => {
    const base: OverlaySource = { subscribe: () => () => {}, step: () => IDLE_STEP, edge: () => "idle" };
    const overlay = pinOverlay(base, pins);
    expect(overlay.step("a")).toBe(IDLE_STEP);
    let told = 0;
    const stop = overlay.subscribe(() => told++);
    pins.pin("a", { output: 1 });
    expect(told).toBe(1);
    expect(overlay.step("a")).toMatchObject({ pinned: true });
    expect(overlay.step("a")).toBe(overlay.step("a"));
    expect(overlay.step("b")).toBe(IDLE_STEP);
    stop();
  });
});
