// Plays a drawn run on the real core, in an order and with mishaps that were drawn, and holds it against the model.

import type { JsonObject, JsonValue } from "../../json.ts";
import type { EventDraft } from "../../run/events.ts";
import { LOST_ANSWERS } from "../../run/lost-step.ts";
import { reduceRun } from "../../run/reduce.ts";
import { startFrom } from "../../run/start-from.ts";
import { hasEnded, type RunState } from "../../run/state.ts";
import { buildGraph } from "../../segment/graph.ts";
import { checkRunState } from "../check-run-state.ts";
import { SimulatedRun } from "../simulate-run.ts";
import { testCatalog } from "../test-catalog.ts";
import { compareWithModel } from "./compare-with-model.ts";
import type { Chapter, DrawnRun, StepScript } from "./draw-run.ts";
import { actionOf, BELOW, childFails, childInputs, childOutput, drawnWorld } from "./drawn-world.ts";
import { failedTries, tell } from "./read-chance.ts";
import { ReferenceModel, type Values, type World } from "./reference-model.ts";

/** What happened to a run, and everything about it that breaks a law; empty when all is well. */
export type Played = { run: SimulatedRun; wrong: string[] };

const BY = { requested_by: { user_id: "u1", name: "Ada" } };
/** Turns without anything from outside: more than any plan needs. */
const MOST_TURNS = 500;
const MOST_CHAPTERS = 2_000;

export function playRun(drawn: DrawnRun): Played {
  const player = new Player(drawn, []);
  const wrong = player.play();
  if (wrong.length > 0 || drawn.again_from === null) return { run: player.run, wrong };
  const { graph, events, now } = player.run;
  const recorded = startFrom(graph, events, drawn.again_from, now);
  if (!recorded.ok) return { run: player.run, wrong };
  const again = new Player(drawn, recorded.drafts);
  return { run: again.run, wrong: [...again.play(), ...again.doneAgain(drawn.again_from)] };
}

class Player {
  readonly run: SimulatedRun;
  readonly #drawn: DrawnRun;
  readonly #world: World;
  readonly #inputs = new Map<string, Values>();
  readonly #seen = new Map<string, ReadonlySet<string>>();
  readonly #wrong: string[] = [];
  /** Events that are written in one batch with the start of the run. */
  readonly #first: number;

  /** @param recorded what the run begins with */
  constructor(drawn: DrawnRun, recorded: readonly EventDraft[]) {
    this.#drawn = drawn;
    this.#world = drawnWorld(drawn);
    const graph = buildGraph(drawn.segment, testCatalog);
    this.run = new SimulatedRun(graph, {
      input: this.#world.input,
      attempt: ({ step, inputs }) => {
        this.#inputs.set(step.step.step_id, inputs);
        if (step.contract?.effect !== "pure") return { open: true };
        return this.#try(step.step.step_id);
      },
      children: ({ step, inputs }) => {
        this.#inputs.set(step.step.step_id, inputs);
        const script = this.#scriptOf(step.step.step_id);
        const { mode, count, max_concurrency, on_item_error } = script.children;
        const given = childInputs(script, inputs);
        return { mode, inputs: given, max_concurrency, on_item_error, max_iterations: count };
      },
      child: () => ({ open: true }),
    });
    for (const draft of recorded) this.run.append(draft);
    this.#first = this.run.events.length;
  }

  play(): string[] {
    const chapters = [...this.#drawn.chapters];
    let reopenings = this.#drawn.reopenings;
    for (let chapter = 0; ; chapter++) {
      if (chapter > MOST_CHAPTERS) return [...this.#wrong, "The run never ends."];
      if (!this.#turnUntilQuiet()) return [...this.#wrong, "The plan never comes to an end."];
      if (this.#wrong.length > 0) return this.#wrong;
      const { status } = this.run.state;
      if (hasEnded(status)) {
        this.#checkEnd();
        if (status === "completed" || reopenings-- <= 0 || this.#wrong.length > 0) return this.#wrong;
        this.run.reopen();
        continue;
      }
      if (!this.#happen(chapters.shift() ?? { act: "end", pick: 0 }))
        return [...this.#wrong, `The run hangs: it is ${status}, and nothing is left that could happen.`];
    }
  }

  /** Whether the step that the run was to start from, and all that comes behind it, is done here and not taken over. */
  doneAgain(from: string): string[] {
    const { given } = tell(this.run.events);
    const model = this.#model();
    const over = [...given.keys()].filter((step_id) => model.isFrom(step_id, from));
    return over.map((step_id) => `${step_id} was taken over though it is behind ${from}.`);
  }

  #scriptOf(step_id: string): StepScript {
    const script = this.#drawn.scripts[step_id];
    if (!script) throw new RangeError(`Nobody drew ${step_id}.`);
    return script;
  }

  #try(step_id: string) {
    const step = this.run.graph.steps.get(step_id)?.step;
    if (!step) throw new RangeError(`There is no ${step_id}.`);
    const number = failedTries(this.run.events, step_id) + 1;
    const end = this.#world.attempt(step, number, this.#inputs.get(step_id) ?? {});
    return "outputs" in end ? end : { failure: end };
  }

  #turnUntilQuiet(): boolean {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const before = this.run.events.length;
      const { ends } = tell(this.run.events);
      const commands = this.run.turn();
      this.#wrong.push(...checkRunState(this.run.graph, this.run.state));
      for (const event of this.run.events.slice(before)) {
        const begins = event.event_type === "step.started" || event.event_type === "step.skipped";
        if (begins) this.#seen.set(event.step_id, new Set(ends.keys()));
      }
      if (commands === 0) {
        if (!hasEnded(this.run.state.status) && this.run.state.status !== "paused") this.#checkNothingIdle();
        return true;
      }
    }
    return false;
  }

  /** False: nothing can happen any more. */
  #happen({ act, pick }: Chapter): boolean {
    switch (act) {
      case "crash":
        this.run.crash(this.#first + (pick % (this.run.events.length - this.#first + 1)));
        return true;
      case "pause":
        this.#say(this.run.state.status === "paused" ? "segment.resumed" : "segment.paused");
        return true;
      case "cancel":
        this.#say("segment.cancelled");
        return true;
      case "wake":
        if (this.run.state.status !== "paused" && this.run.wake()) return true;
        return this.#endSomething(pick) || this.#resume();
      case "end":
        return (
          this.#endSomething(pick) ||
          (this.run.state.status !== "paused" && this.run.wake()) ||
          this.#resume()
        );
    }
  }

  #resume(): boolean {
    if (this.run.state.status !== "paused") return false;
    this.#say("segment.resumed");
    return true;
  }

  #say(event_type: "segment.paused" | "segment.resumed" | "segment.cancelled"): void {
    this.run.append({ event_type, severity: "info", timestamp: this.run.now, payload: BY });
  }

  #endSomething(pick: number): boolean {
    const underWay = Object.entries(this.run.state.steps).flatMap(([step_id, step]) => {
      if (step.status === "running") return [() => this.#endAttempt(step_id)];
      if (step.status !== "waiting") return [];
      if (step.task?.status === "open")
        return this.#answers(step_id, step.task.about === "lost_attempt", pick);
      const runs = step.children?.runs.filter(({ status }) => status === "started") ?? [];
      return runs.map(
        ({ iteration }) =>
          () =>
            this.#endChild(step_id, iteration),
      );
    });
    const chosen = underWay[pick % underWay.length];
    chosen?.();
    return chosen !== undefined;
  }

  #answers(step_id: string, lost: boolean, pick: number): (() => void)[] {
    const script = this.#scriptOf(step_id);
    if (!lost) return script.expires ? [] : [() => this.run.decide(step_id, actionOf(script))];
    const answer = LOST_ANSWERS[pick % LOST_ANSWERS.length] ?? "retry";
    const values: JsonObject = answer === "completed" ? { output: { of: step_id, seen: "by a person" } } : {};
    return [() => this.run.decide(step_id, answer, values)];
  }

  #endAttempt(step_id: string): void {
    const end = this.#try(step_id);
    if ("failure" in end) this.run.fail(step_id, end.failure);
    else this.run.complete(step_id, end.outputs);
  }

  #endChild(step_id: string, iteration: number): void {
    const script = this.#scriptOf(step_id);
    const failed = this.run.events.filter(
      (event) =>
        event.event_type === "action.failed" &&
        event.step_id === step_id &&
        event.payload.child?.iteration === iteration,
    ).length;
    if (failed < childFails(script, iteration)) {
      this.run.failChild(step_id, iteration, BELOW);
      return;
    }
    const children = this.run.state.steps[step_id]?.children;
    const given = childInputs(script, this.#inputs.get(step_id) ?? {});
    const before = children?.runs.find((child) => child.iteration === iteration - 1);
    const input: JsonValue =
      script.children.mode === "until" && before ? before.output : (given[iteration - 1] ?? null);
    const output = childOutput(script, iteration, input);
    this.run.endChild(step_id, iteration, output, iteration === script.children.count);
  }

  #model(): ReferenceModel {
    const told = tell(this.run.events);
    return new ReferenceModel(this.#drawn.segment, testCatalog, this.#world, {
      ...told,
      seen: this.#seenOf(told.begun),
    });
  }

  #seenOf(begun: ReadonlySet<string>) {
    return new Map([...this.#seen].filter(([step_id]) => begun.has(step_id)));
  }

  /** While the run goes on, what can start has started, and what nobody waits for has been stopped. */
  #checkNothingIdle(): void {
    const { begun, ends } = tell(this.run.events);
    const model = this.#model();
    for (const { step_id } of this.#drawn.segment.steps) {
      if (ends.has(step_id)) continue;
      if (model.useless(step_id, begun)) this.#wrong.push(`${step_id} goes on though nobody waits for it.`);
      const status = this.run.state.steps[step_id]?.status ?? "pending";
      if (status === "pending" && model.ready(step_id, new Set(ends.keys())))
        this.#wrong.push(`${step_id} could start, and doesn't.`);
    }
  }

  #checkEnd(): void {
    const told = tell(this.run.events);
    const model = this.#model();
    this.#wrong.push(...compareWithModel(model, this.#drawn.segment, told, this.#inputs));
    this.#checkStaysEnded();
  }

  #checkStaysEnded(): void {
    const { events, state } = this.run;
    if (!same(reduceRun(events), state)) this.#wrong.push("Folded at once, the state differs.");
    const half = Math.ceil(events.length / 2);
    const kept: RunState | null = JSON.parse(JSON.stringify(reduceRun(events.slice(0, half))));
    if (!same(reduceRun(events.slice(half), kept), state))
      this.#wrong.push("Folded from a checkpoint, the state differs.");
    if (this.run.plan().length > 0) this.#wrong.push("There is something to do after the end.");
    this.#wrong.push(...startedAgain(events));
  }
}

const same = (one: RunState | null, other: RunState) => JSON.stringify(one) === JSON.stringify(other);

/** What a run below has done well is never done again. */
function startedAgain(events: SimulatedRun["events"]): string[] {
  const completed = new Set<string>();
  const again: string[] = [];
  for (const event of events) {
    if (event.event_type === "action.completed" && event.payload.child)
      completed.add(event.payload.child.run_id);
    const started = event.event_type === "action.started" ? event.payload.child?.run_id : undefined;
    if (started && completed.has(started)) again.push(`The run ${started} completed and was started again.`);
  }
  return again;
}
