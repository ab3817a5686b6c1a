// What a run means, read from the rules alone: recursion over edges, plain and slow. It shares nothing with the
// core that plans and folds, so that a mistake made there is not repeated here.
import type { JsonValue } from "../../json.ts";
import type { Edge, Segment, Step } from "../../segment/schema.ts";
import type { Catalog, StepPorts } from "../../step/define-step.ts";

export type Values = Record<string, JsonValue>;
/** How one try of a step ends. */
export type TryEnd = { outputs: Values } | { code: string; message: string; recoverable: boolean };

export type World = {
  input: JsonValue;
  /** What the `number`-th try of a step that came to an end comes to, from 1; asked twice it says the same. */
  attempt(step: Step, number: number, inputs: Values): TryEnd;
};

/** What the rules leave to chance: read from what happened. */
export type Chance = {
  /** Of each join that does not wait for all: the steps that had ended when it last started. */
  seen: ReadonlyMap<string, ReadonlySet<string>>;
  /** How steps ended in the run that this one began from; here they are not done again. */
  given: ReadonlyMap<string, Given>;
  /** Steps whose result nobody waited for any more. */
  stopped: ReadonlySet<string>;
  /** How often a step's process died under it, since the run was last opened. */
  lost: ReadonlyMap<string, number>;
  /** What a person said had become of an attempt of a step that is not to be repeated on a guess. */
  said: ReadonlyMap<string, { outputs: Values } | { failed: string }>;
  /** Tries that had come to an end before the opening of the run in which the step ended. */
  earlier_tries: ReadonlyMap<string, number>;
};

export type Given = {
  ended: "completed" | "failed" | "skipped";
  /** What flows on; null when the failure ends the run. */
  outputs: Values | null;
  error_code: string | null;
};
export type Fate = Given & { inputs: Values };

const ENOUGH_LOST = 5;
/** As the tests that lose attempts say it. */
export const LOST = "The process is gone.";

export class ReferenceModel {
  readonly #segment: Segment;
  readonly #catalog: Catalog;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #edges: readonly Edge[];
  readonly #known = new Map<string, Fate | null>();

  constructor(segment: Segment, catalog: Catalog, world: World, chance: Chance) {
    this.#segment = segment;
    this.#catalog = catalog;
    this.#world = world;
    this.#chance = chance;
    this.#edges = (segment.edges ?? []).filter(
      (edge) => this.#step(edge.source_step) && this.#step(edge.target_step),
    );
  }

  /** How the step ends; null for a join that has not started though something arrived. */
  fate(step_id: string): Fate | null {
    if (!this.#known.has(step_id)) this.#known.set(step_id, this.#decide(step_id));
    return this.#known.get(step_id) ?? null;
  }

  /** The run's output, if it completes. */
  outputs(): Values {
    const all: Values = {};
    for (const step of this.#segment.steps) {
      const own = this.fate(step.step_id)?.outputs ?? {};
      if (this.#outOf(step.step_id).some((edge) => this.#isLive(edge))) continue;
      const ports = this.#ports(step).outputs.map((port) => port.port_id);
      const port = [...ports, "error"].find((port_id) => port_id in own);
      if (port) all[step.step_id] = own[port] ?? null;
    }
    return all;
  }

  /** Whether every way on from a step leads into joins that have started without it. */
  useless(step_id: string, started: ReadonlySet<string>): boolean {
    const on = this.#outOf(step_id);
    return on.length > 0 && on.every(({ target_step }) => this.#isPassedBy(target_step, started));
  }

  /** Whether the step can't wait any longer, given the steps that have ended. */
  ready(step_id: string, ended: ReadonlySet<string>): boolean {
    const step = this.#step(step_id);
    if (!step) return false;
    const incoming = this.#into(step_id);
    const all = incoming.every((edge) => ended.has(edge.source_step));
    if (this.#strategy(step) === "all") return all;
    return all || incoming.some((edge) => ended.has(edge.source_step) && this.#isLive(edge));
  }

  /** Whether a step is this one, or comes behind it. */
  isFrom(step_id: string, first: string): boolean {
    return step_id === first || this.#into(step_id).some((edge) => this.isFrom(edge.source_step, first));
  }

  #decide(step_id: string): Fate | null {
    const step = this.#step(step_id);
    if (!step) return null;
    const given = this.#chance.given.get(step_id);
    if (given) return { ...given, inputs: {} };
    if (this.#chance.stopped.has(step_id)) return skipped();
    if (this.#into(step_id).length === 0) return this.#run(step, this.#fromRun(step));
    const arrived = this.#arrived(step);
    if (arrived === null) return null;
    return arrived.length === 0 ? skipped() : this.#run(step, this.#inputs(arrived));
  }

  /** The live edges that count; null while the join has not started. */
  #arrived(step: Step): Edge[] | null {
    const strategy = this.#strategy(step);
    const live = this.#into(step.step_id).filter((edge) => this.#mayLook(step, edge) && this.#isLive(edge));
    if (strategy === "all") return live;
    if (!this.#chance.seen.has(step.step_id)) return live.length > 0 ? null : [];
    return strategy === "first" ? live.slice(0, 1) : live;
  }

  /** A join that does not wait knows nothing of what had not ended when it started. */
  #mayLook(step: Step, edge: Edge): boolean {
    const seen = this.#strategy(step) === "all" ? undefined : this.#chance.seen.get(step.step_id);
    return seen === undefined || seen.has(edge.source_step);
  }

  #run(step: Step, inputs: Values): Fate {
    const { step_id } = step;
    if (step.disabled) return { ...skipped(), inputs, outputs: this.#passedOn(step, inputs) };
    const said = this.#chance.said.get(step_id);
    if (said && "outputs" in said)
      return { ended: "completed", inputs, outputs: said.outputs, error_code: null };
    if (said) {
      return this.#failed(step, inputs, {
        code: "STEP_REPORTED_FAILED",
        message: said.failed,
        recoverable: false,
      });
    }
    if (!this.#asks(step) && (this.#chance.lost.get(step_id) ?? 0) >= ENOUGH_LOST) {
      return this.#failed(step, inputs, { code: "STEP_LOST", message: LOST, recoverable: true });
    }
    const before = this.#chance.earlier_tries.get(step_id) ?? 0;
    for (let used = 1; ; used++) {
      const end = this.#world.attempt(step, before + used, inputs);
      if ("outputs" in end) return { ended: "completed", inputs, outputs: end.outputs, error_code: null };
      if (!end.recoverable || used >= this.#tries(step)) return this.#failed(step, inputs, end);
    }
  }

  #passedOn(step: Step, inputs: Values): Values {
    const { inputs: ins, outputs: outs } = this.#ports(step);
    const from = ins.find((port) => port.port_id in inputs);
    return outs[0] ? { [outs[0].port_id]: from ? (inputs[from.port_id] ?? null) : null } : {};
  }

  #failed(step: Step, inputs: Values, end: Exclude<TryEnd, { outputs: Values }>): Fate {
    const { code, message, recoverable } = end;
    const about = { ended: "failed" as const, inputs, error_code: code };
    if (step.on_error === "continue") {
      const ports = this.#ports(step).outputs;
      return { ...about, outputs: Object.fromEntries(ports.map(({ port_id }) => [port_id, null])) };
    }
    if (step.on_error !== "route") return { ...about, outputs: null };
    const error = { error_type: "StepFailure", error_message: message, error_code: code, recoverable };
    return { ...about, outputs: { error } };
  }

  #fromRun(step: Step): Values {
    const port = this.#ports(step).inputs[0];
    return port ? { [port.port_id]: this.#world.input } : {};
  }

  #inputs(arrived: Edge[]): Values {
    const inputs: Values = {};
    for (const port of new Set(arrived.map((edge) => edge.target_port))) {
      const values = arrived.filter((edge) => edge.target_port === port).map((edge) => this.#value(edge));
      inputs[port] = values.length > 1 ? values : (values[0] ?? null);
    }
    return inputs;
  }

  #isPassedBy(step_id: string, started: ReadonlySet<string>): boolean {
    const step = this.#step(step_id);
    if (!step) return false;
    if (this.#strategy(step) !== "all" && started.has(step_id)) return true;
    return this.useless(step_id, started);
  }

  #step(step_id: string): Step | undefined {
    return this.#segment.steps.find((step) => step.step_id === step_id);
  }

  #into(step_id: string): Edge[] {
    return this.#edges.filter((edge) => edge.target_step === step_id);
  }

  #outOf(step_id: string): Edge[] {
    return this.#edges.filter((edge) => edge.source_step === step_id);
  }

  #ports(step: Step): StepPorts {
    return this.#catalog[step.step_type]?.ports(step.config ?? {}) ?? { inputs: [], outputs: [] };
  }

  #strategy(step: Step): string {
    return this.#catalog[step.step_type]?.join_strategy?.(step.config ?? {}) ?? "all";
  }

  /** Whether a person, not a policy, says how it goes on when an attempt is lost. */
  #asks(step: Step): boolean {
    return step.repeatable === false && this.#catalog[step.step_type]?.effect === "external";
  }

  #tries(step: Step): number {
    if (step.retry) return step.retry.max_attempts;
    const supported = this.#catalog[step.step_type]?.supports_retry ?? false;
    return supported ? 1 + (this.#segment.params?.max_retries ?? 0) : 1;
  }

  #isLive(edge: Edge): boolean {
    return edge.source_port in (this.fate(edge.source_step)?.outputs ?? {});
  }

  #value(edge: Edge): JsonValue {
    return this.fate(edge.source_step)?.outputs?.[edge.source_port] ?? null;
  }
}

const skipped = (): Fate => ({ ended: "skipped", inputs: {}, outputs: {}, error_code: null });
