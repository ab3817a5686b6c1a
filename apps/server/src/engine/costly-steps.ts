// Expressions that need more work than the thread that serves people can spare, of pure steps and of templates in
// configs: a worker thread does them one by one, each with a hard deadline. What takes the thread down fails alone.
import { Worker } from "node:worker_threads";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { Port, Step } from "@worktrail/shared/segment/schema";
import type { ChildOutput, ChildrenRequest } from "@worktrail/shared/step/handler";
import type { ComputedEnd, ComputedRequest } from "./child-compute.ts";
import { type Attempt, contextBase, type Failure } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { Outcome } from "./run-attempt.ts";

/** Of the thread's own computing: how busy the machine is must not decide whether a step fails. */
const COMPUTING_MS = 1_000;
/** Of waiting for a thread that does not compute, because it hangs or gets no turn. */
const SILENCE_MS = 5_000;
const MAX_HEAP_MB = 512;

export type CostlyRequest = {
  /** The outputs of a pure step, or the config of any step with its templates evaluated. */
  work: "outputs" | "config" | "children" | "loop_end";
  /** For `loop_end`: what the loop gave last. */
  last?: ChildOutput;
  run_id: string;
  attempt: number;
  step: Step;
  ports: { inputs: readonly Port[]; outputs: readonly Port[] };
  inputs: Readonly<Record<string, JsonValue>>;
  scope: ExpressionScope;
  secrets: Record<string, string>;
};
export type Computed = { ok: true; value: JsonObject } | { ok: false; failure: Failure };
export type CostlyReply = { kind: "ready" } | { kind: "done"; computed: Computed };

export class CostlySteps {
  readonly #deps: EngineDeps;
  #worker: Promise<Worker> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  /** Of a pure step. Never rejects. */
  async outputs(attempt: Attempt): Promise<Outcome> {
    const computed = await this.#inTurn("outputs", attempt, {});
    return computed.ok ? { ok: true, outputs: computed.value } : computed;
  }

  /** With its templates evaluated, not checked yet. Never rejects. */
  config(attempt: Attempt, secrets: Record<string, string> = {}): Promise<Computed> {
    return this.#inTurn("config", attempt, secrets);
  }

  /** What a step wants run. Never rejects. */
  async request(attempt: Attempt): Promise<ComputedRequest> {
    const computed = await this.#inTurn("children", attempt, {});
    // The thread gave back what the handler made.
    return computed.ok ? { ok: true, request: computed.value as unknown as ChildrenRequest } : computed;
  }

  /** Whether a loop ends. Never rejects. */
  async loopEnd(attempt: Attempt, last: ChildOutput): Promise<ComputedEnd> {
    const computed = await this.#inTurn("loop_end", attempt, {}, last);
    return computed.ok ? { ok: true, done: computed.value.done === true } : computed;
  }

  close(): void {
    this.#closed = true;
    void this.#discard();
  }

  #inTurn(
    work: CostlyRequest["work"],
    attempt: Attempt,
    secrets: Record<string, string>,
    last?: ChildOutput,
  ): Promise<Computed> {
    const result = this.#last.then(() => this.#runAlone(work, attempt, secrets, last));
    this.#last = result;
    return result;
  }

  async #runAlone(
    work: CostlyRequest["work"],
    attempt: Attempt,
    secrets: Record<string, string>,
    last: ChildOutput | undefined,
  ): Promise<Computed> {
    if (this.#closed) return failed("The step was stopped.", true);
    try {
      const { run_id, step, inputs, scope } = contextBase(attempt);
      const worker = await this.#ready();
      const request: CostlyRequest = {
        work,
        run_id,
        attempt: attempt.attempt,
        step: step.step,
        ports: { inputs: [...step.ports.inputs], outputs: [...step.ports.outputs] },
        inputs,
        scope: scope(),
        secrets,
        ...(last && { last }),
      };
      return await this.#ask(worker, request);
    } catch (error) {
      this.#deps.log.warn({ err: error, run_id: attempt.state.run_id }, "A costly step ended its thread");
      await this.#discard();
      return failed("This expression needs more memory than a step may use. Filter its data first.", false);
    }
  }

  async #ask(worker: Worker, request: CostlyRequest): Promise<Computed> {
    const { promise, resolve, reject } = Promise.withResolvers<Computed | null>();
    const onMessage = (reply: CostlyReply) => (reply.kind === "done" ? resolve(reply.computed) : undefined);
    const onExit = () => reject(new Error("The thread ended."));
    worker.on("message", onMessage).once("error", reject).once("exit", onExit);
    const stopWatching = watchComputing(worker, () => resolve(null));
    worker.postMessage(request);
    try {
      const computed = await promise;
      if (computed !== null) return computed;
      await this.#discard();
      return failed(
        "This expression takes longer than a second. Filter its data first, or split the step.",
        false,
      );
    } finally {
      stopWatching();
      worker.off("message", onMessage).off("error", reject).off("exit", onExit);
    }
  }

  #ready(): Promise<Worker> {
    this.#worker ??= new Promise<Worker>((resolve, reject) => {
      const worker = new Worker(new URL("./costly-worker.ts", import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      });
      // It must not keep a process alive that has nothing else to do.
      worker.unref();
      worker.once("message", () => resolve(worker)).once("error", reject);
      // Between two steps nobody else listens, and an error without a listener would end the process.
      worker.on("error", () => undefined);
    });
    return this.#worker;
  }

  async #discard(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    // A thread that never came up has told so to whoever waited for it.
    await worker?.then((made) => made.terminate()).catch(() => undefined);
  }
}

/** Says once when the thread has computed for too long, or been silent for longer than that. */
function watchComputing(worker: Worker, tooLong: () => void): () => void {
  const silent = setTimeout(tooLong, SILENCE_MS);
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const before = worker.cpuUsage();
  const look = async () => {
    const { user, system } = await worker.cpuUsage(await before);
    const left_ms = COMPUTING_MS - (user + system) / 1_000;
    if (left_ms <= 0) tooLong();
    else if (!over) lookIn(left_ms);
  };
  // A thread that ended can't be asked any more; whoever waits for its answer hears of the end.
  const lookIn = (ms: number) => (timer = setTimeout(() => void look().catch(() => undefined), ms));
  before.then(() => over || lookIn(COMPUTING_MS)).catch(() => undefined);
  return () => {
    over = true;
    clearTimeout(silent);
    clearTimeout(timer);
  };
}

function failed(message: string, recoverable: boolean): Computed {
  return { ok: false, failure: { code: "EXPRESSION_FAILED", message, recoverable } };
}
