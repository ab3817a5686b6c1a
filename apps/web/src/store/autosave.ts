// When the drawing is sent to the server, as a pure state machine: one request at a time, nothing lost.
import { assertNever } from "@worktrail/shared/errors";

export const SAVE_AFTER_MS = 700;
/** Without a pause in the typing, a save goes out all the same. */
export const SAVE_AT_LATEST_MS = 4_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** The state of the segment on the server that this browser did not know of. */
export type Theirs = {
  /** 0 when it was deleted there: a save on 0 makes it anew. */
  readonly revision: number;
  readonly updated_at: string | null;
  readonly updated_by: string | null;
};

/** A place that the server refused, as it names it. */
export type RefusedPlace = { readonly path: string; readonly message: string };

export type SaveFailure =
  | { readonly kind: "passing"; readonly message: string }
  | { readonly kind: "conflict"; readonly theirs: Theirs }
  | { readonly kind: "refused"; readonly message: string; readonly places: readonly RefusedPlace[] }
  | { readonly kind: "signed_out" };

export type AutosavePhase =
  | { readonly name: "saved" }
  | { readonly name: "unsaved"; readonly since: number }
  | { readonly name: "saving"; readonly edited: boolean }
  | { readonly name: "offline"; readonly message: string; readonly attempt: number }
  | { readonly name: "conflict"; readonly theirs: Theirs }
  | { readonly name: "refused"; readonly message: string; readonly places: readonly RefusedPlace[] }
  | { readonly name: "signed_out" };

export type AutosaveState = {
  readonly phase: AutosavePhase;
  /** What the edits are based on: the last revision that the server confirmed. */
  readonly revision: number;
  /** Failures in a row that could pass. */
  readonly attempt: number;
};

export type AutosaveEvent =
  | { readonly type: "edited"; readonly at: number }
  | { readonly type: "due"; readonly at: number }
  /** Asked for by a person or by Run: do not wait. */
  | { readonly type: "flush" }
  | { readonly type: "saved"; readonly revision: number; readonly at: number }
  | { readonly type: "failed"; readonly failure: SaveFailure }
  /** A person decided a conflict: what is drawn now goes on top of the revision that they saw. */
  | { readonly type: "resolved"; readonly revision: number }
  /** The server's state was loaded and is what is shown. */
  | { readonly type: "loaded"; readonly revision: number }
  /** What is drawn next began at another revision than the one loaded: a draft of an earlier visit. */
  | { readonly type: "rebased"; readonly revision: number };

export type AutosaveEffect =
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "send"; readonly base_revision: number }
  | { readonly type: "forget_draft" };

export type AutosaveStep = { readonly state: AutosaveState; readonly effects: readonly AutosaveEffect[] };

export function initialAutosave(revision: number): AutosaveState {
  return { phase: { name: "saved" }, revision, attempt: 0 };
}

/** Whether closing the page now would leave edits that only this browser has. */
export function hasUnsaved({ phase }: AutosaveState): boolean {
  return phase.name !== "saved";
}

export function autosave(state: AutosaveState, event: AutosaveEvent): AutosaveStep {
  switch (event.type) {
    case "edited":
      return edited(state, event.at);
    case "due":
    case "flush":
      return isReady(state.phase) ? send(state) : stay(state);
    case "saved":
      return saved(state, event.revision, event.at);
    case "failed":
      return failed(state, event.failure);
    case "resolved":
      if (state.phase.name !== "conflict") return stay(state);
      return send({ ...state, revision: event.revision });
    case "loaded":
      return { state: initialAutosave(event.revision), effects: [{ type: "forget_draft" }] };
    case "rebased":
      return stay({ ...state, revision: event.revision });
    default:
      return assertNever(event);
  }
}

function stay(state: AutosaveState): AutosaveStep {
  return { state, effects: [] };
}

/** Phases in which the edits may be sent as they are. */
function isReady({ name }: AutosavePhase): boolean {
  return name === "unsaved" || name === "offline" || name === "refused" || name === "signed_out";
}

function send(state: AutosaveState): AutosaveStep {
  return {
    state: { ...state, phase: { name: "saving", edited: false } },
    effects: [{ type: "send", base_revision: state.revision }],
  };
}

function edited(state: AutosaveState, at: number): AutosaveStep {
  const { phase } = state;
  switch (phase.name) {
    case "saved":
    case "refused":
      return waitFrom(state, at, at);
    case "unsaved":
      return waitFrom(state, phase.since, at);
    case "saving":
      return stay(phase.edited ? state : { ...state, phase: { name: "saving", edited: true } });
    case "offline":
    case "conflict":
    case "signed_out":
      return stay(state);
    default:
      return assertNever(phase);
  }
}

function waitFrom(state: AutosaveState, since: number, at: number): AutosaveStep {
  const ms = Math.max(0, Math.min(SAVE_AFTER_MS, since + SAVE_AT_LATEST_MS - at));
  return { state: { ...state, phase: { name: "unsaved", since } }, effects: [{ type: "wait", ms }] };
}

function saved(state: AutosaveState, revision: number, at: number): AutosaveStep {
  const next = { ...state, revision, attempt: 0 };
  if (state.phase.name === "saving" && state.phase.edited) return waitFrom(next, at, at);
  return { state: { ...next, phase: { name: "saved" } }, effects: [{ type: "forget_draft" }] };
}

function failed(state: AutosaveState, failure: SaveFailure): AutosaveStep {
  switch (failure.kind) {
    case "passing": {
      const ms = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** state.attempt);
      const attempt = state.attempt + 1;
      const phase = { name: "offline", message: failure.message, attempt } as const;
      return { state: { ...state, phase, attempt }, effects: [{ type: "wait", ms }] };
    }
    case "conflict":
      return stay({ ...state, phase: { name: "conflict", theirs: failure.theirs } });
    case "refused":
      return stay({ ...state, phase: { name: "refused", message: failure.message, places: failure.places } });
    case "signed_out":
      return stay({ ...state, phase: { name: "signed_out" } });
    default:
      return assertNever(failure);
  }
}
