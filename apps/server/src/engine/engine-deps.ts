// What an engine is given, and the bounds that it keeps.

import type { OrgTopic, RunSignal } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type {
  HttpRequest,
  HttpResponse,
  LlmRequest,
  LlmResponse,
  StepHandler,
} from "@worktrail/shared/step/handler";
import type { Storage } from "../db/storage.ts";

/** The config of a handler is parsed by its own contract right before it is called. */
export type Handlers = Readonly<Record<string, StepHandler<never>>>;

export type HttpPort = {
  request(request: HttpRequest, options: { signal: AbortSignal }): Promise<HttpResponse>;
};

/** An answer with what it cost, in US dollars; null where the price of the model is not known. */
export type LlmAnswer = LlmResponse & { cost_usd: number | null };
export type LlmPort = {
  complete(
    request: LlmRequest,
    options: {
      signal: AbortSignal;
      on_token: (text: string) => void;
      /** Hears what a watcher should know about the call, such as token counts that are estimates. */
      on_note: (line: string) => void;
    },
  ): Promise<LlmAnswer>;
};

/** Gives the values of secrets to an attempt that names them. */
export type SecretsPort = {
  /** @throws StepFailure SECRET_MISSING */
  read(organization_id: string, names: readonly string[]): Promise<Record<string, string>>;
};

/** Events of one run that have just become durable, in order. `texts` are the journal's own bytes. */
export type CommittedEvents = {
  organization_id: string;
  run_id: string;
  events: readonly WorktrailEvent[];
  texts: readonly string[];
};

/** Whoever tells browsers. Called after a commit; it may not throw and must not wait. */
export type LivePort = {
  committed(batch: readonly CommittedEvents[]): void;
  signal(organization_id: string, signal: RunSignal): void;
  changed(organization_id: string, topic: OrgTopic, id: string): void;
};

export type EngineLog = Record<
  "debug" | "info" | "warn" | "error",
  (fields: object, message: string) => void
>;

export type EngineLimits = {
  /** External steps of all runs of this process under way at once. */
  external_steps: number;
  /** Of them those of one organisation: the rest is there for the others. */
  external_steps_per_organization: number;
  /** Runs in the memory of this process at once; what comes on top is queued for whoever has room. */
  active_runs: number;
  /** Of them those of one organisation, so that none can fill a process. */
  active_runs_per_organization: number;
  /** Starts are refused while so many runs are queued. */
  queued_runs: number;
  /** For external steps that name no time-out of their own. */
  step_timeout_seconds: number;
  /** Characters of one journalled event. */
  event_characters: number;
  /** A run is told to be large from so many events on, and stops at so many; the same in characters of its journal. */
  warn_events: number;
  run_events: number;
  warn_bytes: number;
  run_bytes: number;
  /** Computing for so long without a commit is enough: watchers want to see something. */
  commit_every_ms: number;
  heartbeat_ms: number;
  /** Silence after which a worker counts as dead and its runs move. */
  worker_dead_after_ms: number;
  /** A run that only waits, for longer than this, leaves the memory. */
  park_after_ms: number;
};

export const DEFAULT_LIMITS: EngineLimits = {
  external_steps: 128,
  external_steps_per_organization: 64,
  active_runs: 2_000,
  active_runs_per_organization: 1_000,
  queued_runs: 20_000,
  step_timeout_seconds: 120,
  event_characters: 5_000_000,
  warn_events: 10_000,
  run_events: 50_000,
  warn_bytes: 10_000_000,
  run_bytes: 50_000_000,
  commit_every_ms: 100,
  heartbeat_ms: 3_000,
  worker_dead_after_ms: 10_000,
  park_after_ms: 30_000,
};

export type EngineOptions = {
  storage: Storage;
  catalog: Catalog;
  handlers: Handlers;
  http: HttpPort;
  llm: LlmPort;
  secrets: SecretsPort;
  live: LivePort;
  log: EngineLog;
  /** Names this process in claims; made up when left out. */
  worker_id?: string;
  limits?: Partial<EngineLimits>;
  clock?: () => Date;
  /** In [0, 1). */
  random?: () => number;
};

/** The options with every default filled in: what the parts of the engine share. */
export type EngineDeps = Required<Omit<EngineOptions, "limits">> & {
  limits: EngineLimits;
  /** The clock as RFC 3339, as events carry it. */
  now: () => string;
};
