// A run laid over the drawing of its segment: what each step and edge shows.
import { edgeState } from "@worktrail/shared/run/flow";
import { UNTOUCHED_STEP } from "@worktrail/shared/run/reduce-step";
import type { RunState, StepState } from "@worktrail/shared/run/state";
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge, Segment } from "@worktrail/shared/segment/schema";
import {
  type EdgeOverlay,
  IDLE_STEP,
  type OverlaySource,
  type StepOverlay,
} from "../canvas/step-overlay.tsx";
import { statusWords } from "../runs/child-progress.ts";
import { shortCost } from "../runs/cost-words.ts";
import type { RunStore, StepSignals } from "./run.ts";

const PENDING: StepOverlay = Object.freeze({ ...IDLE_STEP, status: "pending" });
const SIMULATED_MODELS: ReadonlySet<unknown> = new Set(["demo/echo"]);

type Recorded = "status" | "attempts" | "duration_ms" | "started_at" | "ended_at" | "error" | "simulated";
/** What is known of the steps before the journal has been read. */
export type RecordedSteps = Readonly<Record<string, Pick<StepState, Recorded>>>;

export function runOverlaySource(
  store: RunStore,
  segment: Segment,
  recorded: RecordedSteps = {},
): OverlaySource {
  const edges = new Map((segment.edges ?? []).map((edge) => [edgeKey(edge), edge]));
  const simulated = new Set(
    segment.steps.filter(({ config }) => SIMULATED_MODELS.has(config?.model)).map(({ step_id }) => step_id),
  );
  const early = fromRecord(recorded);
  const shown = new Map<string, Shown>();
  let asked = false;
  return {
    subscribe: (listener) =>
      store.subscribe((now, before) => {
        if (now.state === before.state && now.signals === before.signals) return;
        asked = now.moment !== before.moment;
        listener();
      }),
    asked: () => asked,
    step: (step_id) => {
      const { state, signals, past } = store.getState();
      const step = state === null && past === null ? early.get(step_id) : state?.steps[step_id];
      if (!step) return PENDING;
      const before = shown.get(step_id);
      const own = signals[step_id];
      const same =
        before && before.step === step && before.signals === own && before.past === (past !== null);
      if (same) return before.overlay;
      const newest = stepOverlay(step, own, simulated.has(step_id));
      // What was asked in the past is answered at the newest moment.
      const made = past === null ? newest : { ...newest, slot: false };
      // Folded again, a step is another object that may well look the same.
      const overlay = before && looksSame(before.overlay, made) ? before.overlay : made;
      shown.set(step_id, { step, signals: own, past: past !== null, overlay });
      return overlay;
    },
    edge: (edge_key) => {
      const { state } = store.getState();
      const edge = edges.get(edge_key);
      return state && edge ? edgeOverlay(state, edge) : "idle";
    },
  };
}

type Shown = { step: StepState; signals: StepSignals | undefined; past: boolean; overlay: StepOverlay };

function fromRecord(steps: RecordedSteps): Map<string, StepState> {
  return new Map(
    Object.entries(steps).map(([step_id, step]) => {
      const { status, attempts, duration_ms, started_at, ended_at, error, simulated } = step;
      const known = { status, attempts, duration_ms, started_at, ended_at, error, simulated };
      return [step_id, { ...UNTOUCHED_STEP, ...known }];
    }),
  );
}

function looksSame(one: StepOverlay, other: StepOverlay): boolean {
  for (const key in one) {
    if (Reflect.get(one, key) !== Reflect.get(other, key)) return false;
  }
  return true;
}

export function stepOverlay(
  step: StepState,
  signals: StepSignals | undefined,
  simulated: boolean,
): StepOverlay {
  const running = step.status === "running";
  return {
    ...IDLE_STEP,
    status: step.status,
    duration_ms: running ? null : step.duration_ms,
    since: running ? step.started_at : null,
    retry_at: step.status === "retrying" ? step.retry_at : null,
    attempts: step.attempts,
    text: running && signals?.attempt === step.attempts ? lastLines(signals.text) : null,
    words: statusWords(step),
    error: failureOf(step),
    simulated: step.simulated || (simulated && step.attempts > 0),
    cost: shortCost(step.cost),
    slot: step.status === "waiting" && step.task?.status === "open",
  };
}

/** The reason that stands on the node, with its attempt where there was more than one. */
function failureOf(step: StepState): string | null {
  if (!step.error || (step.status !== "failed" && step.status !== "retrying")) return null;
  const { error_message } = step.error;
  return step.attempts > 1 ? `Attempt ${step.attempts}: ${error_message}` : error_message;
}

const SHOWN_LINES = 6;
function lastLines(text: string): string | null {
  return text === "" ? null : text.split("\n").slice(-SHOWN_LINES).join("\n");
}

function edgeOverlay(state: RunState, edge: Edge): EdgeOverlay {
  const flow = edgeState(state, edge);
  if (flow === "open") return "idle";
  if (flow === "dead") return "dead";
  return state.steps[edge.target_step]?.status === "running" ? "flowing" : "live";
}
