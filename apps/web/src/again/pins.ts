// Outputs that a person keeps at steps while drawing: a run from this editor gives them in place of executing. They
// are this browser's alone, beside the drafts, so that no segment, export, version or schedule ever holds one.
import type { JsonValue } from "@worktrail/shared/json";
import { type Given, givenProblem } from "@worktrail/shared/run/outcomes";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Step } from "@worktrail/shared/segment/schema";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";

/** By output port. */
export type PinnedOutputs = Readonly<Record<string, JsonValue>>;
type PinsByStep = Readonly<Record<string, PinnedOutputs>>;
export type PinMemory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A browser's store is small, and what is pinned travels with each start. */
export const MAX_PIN_LENGTH = 1_000_000;
const NONE: PinsByStep = {};

export class Pins {
  readonly state: StoreApi<{ readonly pins: PinsByStep }> = createStore(() => ({ pins: NONE }));
  private readonly editor: Editor;
  private memory: { key: string; at: PinMemory } | null = null;

  constructor(editor: Editor) {
    this.editor = editor;
    editor.document.subscribe(({ segment }, before) => this.follow(before.segment.steps, segment.steps));
  }

  /** Reads what an earlier visit pinned to steps that are still there, and keeps from now on what is pinned. */
  open(key: string, at: PinMemory = localStorage): void {
    this.memory = { key: `worktrail.pins.${key}`, at };
    const { steps } = this.editor.graph;
    const kept = Object.entries(readPins(at, this.memory.key)).filter(([step_id]) => steps.has(step_id));
    this.state.setState({ pins: Object.fromEntries(kept) });
  }

  of = (step_id: string): PinnedOutputs | null => {
    const { pins } = this.state.getState();
    return Object.hasOwn(pins, step_id) ? (pins[step_id] ?? null) : null;
  };

  /** Says why it cannot be kept; null when it is. */
  pin(step_id: string, outputs: PinnedOutputs): string | null {
    if (JSON.stringify(outputs).length > MAX_PIN_LENGTH)
      return "This is too large to pin. Pin a smaller example of it.";
    const wrong = givenProblem(this.editor.graph, { [step_id]: { outputs: { ...outputs }, as: "pinned" } });
    if (wrong) return wrong.problem;
    return this.keep({ ...this.state.getState().pins, [step_id]: outputs });
  }

  unpin(step_id: string): void {
    const { [step_id]: _, ...rest } = this.state.getState().pins;
    this.keep(rest);
  }

  /** What a run of this drawing is given. A disabled step passes on what arrives, pinned or not. */
  given(): Given {
    return givenOf(this.editor.graph, this.state.getState().pins);
  }

  /** A step whose id changed keeps its pin. */
  private follow(before: readonly Step[], after: readonly Step[]): void {
    const { pins } = this.state.getState();
    if (pins === NONE || before === after) return;
    const known = new Set(before.map(({ step_id }) => step_id));
    const left = new Set(after.map(({ step_id }) => step_id));
    const renamed = before.flatMap((step, index) => {
      const now = after[index];
      const moved = Object.hasOwn(pins, step.step_id) && !left.has(step.step_id);
      if (!moved || !now || known.has(now.step_id) || now.step_type !== step.step_type) return [];
      return [[step.step_id, now.step_id] as const];
    });
    if (renamed.length === 0) return;
    const names = new Map(renamed);
    this.keep(
      Object.fromEntries(Object.entries(pins).map(([id, outputs]) => [names.get(id) ?? id, outputs])),
    );
  }

  private keep(pins: PinsByStep): string | null {
    try {
      if (Object.keys(pins).length === 0) this.memory?.at.removeItem(this.memory.key);
      else this.memory?.at.setItem(this.memory.key, JSON.stringify(pins));
    } catch {
      return "This browser has no room left for what is pinned. Unpin another step, or pin a smaller value.";
    }
    this.state.setState({ pins });
    return null;
  }
}

function givenOf(graph: SegmentGraph, pins: PinsByStep): Given {
  const present = Object.entries(pins).filter(([step_id]) => {
    const step = graph.steps.get(step_id)?.step;
    return step !== undefined && !step.disabled;
  });
  return Object.fromEntries(
    present.map(([step_id, outputs]) => [step_id, { outputs: { ...outputs }, as: "pinned" as const }]),
  );
}

/** What this browser wrote itself; anything else under that key is no pin. */
function readPins(at: PinMemory, key: string): PinsByStep {
  try {
    const read: unknown = JSON.parse(at.getItem(key) ?? "{}");
    return typeof read === "object" && read !== null ? (read as PinsByStep) : NONE;
  } catch {
    return NONE;
  }
}

const known = new WeakMap<Editor, Pins>();

/** The pins of an open segment; the same ones for as long as its editor lives. */
export function pinsOf(editor: Editor): Pins {
  const pins = known.get(editor) ?? new Pins(editor);
  known.set(editor, pins);
  return pins;
}

/** What is pinned to a step, or null. */
export function usePin(step_id: string): PinnedOutputs | null {
  return useStore(pinsOf(useEditor()).state, ({ pins }) =>
    Object.hasOwn(pins, step_id) ? (pins[step_id] ?? null) : null,
  );
}
