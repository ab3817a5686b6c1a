import type { EngineDeps } from "../engine/engine-deps.ts";
import type { RunMemory } from "../engine/run-memory.ts";
import { CHECKPOINT_EVENTS, writeCheckpoint } from "./repo.ts";

/** Keeps the states of long runs in the background, one at a time. */
export class Checkpoints {
  readonly #deps: Pick<EngineDeps, "storage" | "log">;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: Pick<EngineDeps, "storage" | "log">) {
    this.#deps = deps;
  }

  /** Called after each commit of a run, when everything that its state knows is durable. */
  consider(run: RunMemory): void {
    const { state } = run;
    if (state === null || state.last_seq - run.checkpoint_seq < CHECKPOINT_EVENTS) return;
    run.checkpoint_seq = state.last_seq;
    this.#writing = this.#writing
      .then(async () => {
        if (this.#closed) return;
        await writeCheckpoint(this.#deps.storage, state);
      })
      .catch((error: unknown) => {
        if (this.#closed) return;
        this.#deps.log.warn(
          { err: error, run_id: state.run_id },
          "A checkpoint could not be written; the journal is read from further back",
        );
      });
  }

  /** What is not written yet never has to be. */
  close(): void {
    this.#closed = true;
  }
}
