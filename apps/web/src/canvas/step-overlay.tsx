// What is laid over the drawing: a run's progress, or the problems found while editing.
import type { StepStatus } from "@worktrail/shared/run/state";
import {
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useSyncExternalStore,
} from "react";
import { OverlayHub } from "./overlay-hub.ts";

/** Beyond what the journal says of a step: it waits with its run, or would go on if its run did. */
export type CanvasStatus = "idle" | StepStatus | "queued" | "paused" | "stale";

export type StepOverlay = {
  readonly status: CanvasStatus;
  /** How long the last attempt took; null while it runs. */
  readonly duration_ms: number | null;
  /** RFC 3339: counts at the corner while the step runs. */
  readonly since: string | null;
  /** RFC 3339: counts down at the corner until the next attempt. */
  readonly retry_at: string | null;
  /** Shown from the second attempt on. */
  readonly attempts: number;
  /** What an LLM has streamed so far; its end is shown. */
  readonly text: string | null;
  /** Stands in place of the status's word: "3 of 10". */
  readonly words: string | null;
  /** One sentence: why the step failed. */
  readonly error: string | null;
  /** True when a built-in model answered. */
  readonly simulated: boolean;
  /** What the models that it asked have cost so far: "$0.0042". */
  readonly cost: string | null;
  /** Whether the provider's `Slot` is drawn below the card, as for an open task. */
  readonly slot: boolean;
  readonly errors: number;
  readonly warnings: number;
  /** Whether it holds what a person looks for. */
  readonly found: boolean;
  /** A run from here gives what is pinned and does not execute the step. */
  readonly pinned: boolean;
};

export type EdgeOverlay = "idle" | "flowing" | "live" | "dead";

export const IDLE_STEP: StepOverlay = Object.freeze({
  status: "idle",
  duration_ms: null,
  since: null,
  retry_at: null,
  attempts: 0,
  text: null,
  words: null,
  error: null,
  simulated: false,
  cost: null,
  slot: false,
  errors: 0,
  warnings: 0,
  found: false,
  pinned: false,
});

/**
 * Where steps and edges read their overlay. `step` must answer with the same object until that step's
 * overlay changes: then only that step is drawn again.
 */
export interface OverlaySource {
  subscribe(listener: () => void): () => void;
  /** Whether a person asked to see the last change: then it shows at once, however many there are. */
  asked?(): boolean;
  step(step_id: string): StepOverlay;
  /** By `edgeKey(edge)`. */
  edge(edge_key: string): EdgeOverlay;
}

const NO_OVERLAY: OverlaySource = {
  subscribe: () => () => {},
  step: () => IDLE_STEP,
  edge: () => "idle",
};

type Overlay = { hub: OverlayHub; Slot: ComponentType<{ step_id: string }> | null };
const OverlayContext = createContext<Overlay>({ hub: new OverlayHub(NO_OVERLAY), Slot: null });

export interface StepOverlayProviderProps {
  source: OverlaySource;
  /** Drawn below the card of each step whose overlay has `slot`. */
  Slot?: ComponentType<{ step_id: string }>;
  children: ReactNode;
}

export function StepOverlayProvider({ source, Slot, children }: StepOverlayProviderProps) {
  const hub = useMemo(() => new OverlayHub(source), [source]);
  const overlay = useMemo(() => ({ hub, Slot: Slot ?? null }), [hub, Slot]);
  return <OverlayContext value={overlay}>{children}</OverlayContext>;
}

export function useStepOverlay(step_id: string): StepOverlay {
  const { steps } = useContext(OverlayContext).hub;
  const subscribe = useCallback(
    (listener: () => void) => steps.subscribe(step_id, listener),
    [steps, step_id],
  );
  return useSyncExternalStore(subscribe, () => steps.get(step_id));
}

export function useEdgeOverlay(edge_key: string): EdgeOverlay {
  const { edges } = useContext(OverlayContext).hub;
  const subscribe = useCallback(
    (listener: () => void) => edges.subscribe(edge_key, listener),
    [edges, edge_key],
  );
  return useSyncExternalStore(subscribe, () => edges.get(edge_key));
}

/** For who draws many edges at once: drawn again whenever anything may have changed. */
export function useEdgeStates(): (edge_key: string) => EdgeOverlay {
  const { hub } = useContext(OverlayContext);
  useSyncExternalStore(hub.onFrame, hub.frame);
  return hub.edgeNow;
}

/** For what is made of several steps; `read` must give equal values as one and the same. */
export function useOverlay<Value>(read: (source: OverlaySource) => Value): Value {
  const { hub } = useContext(OverlayContext);
  return useSyncExternalStore(hub.onFrame, () => read(hub.source));
}

/** How what lies over the drawing learns that the view moves. */
export function useViewMoves(): (moved: boolean) => void {
  return useContext(OverlayContext).hub.viewMoves;
}

export function useStepSlot(): ComponentType<{ step_id: string }> | null {
  return useContext(OverlayContext).Slot;
}
