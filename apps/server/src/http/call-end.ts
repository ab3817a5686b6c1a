/** When a call ends before its answer is there: its time is over, or nobody waits for it any more. */
export class CallEnd {
  readonly #timer: NodeJS.Timeout;
  readonly #caller: AbortSignal | undefined;
  #hear: ((reason: Error) => void) | null = null;
  #reason: Error | null = null;
  #timed_out = false;

  constructor(caller: AbortSignal | undefined, timeout_ms: number) {
    this.#caller = caller;
    this.#timer = setTimeout(() => {
      this.#timed_out = true;
      this.#end(new Error("The time of the call is over."));
    }, timeout_ms);
    if (caller?.aborted) this.#stopped();
    else caller?.addEventListener("abort", this.#stopped, { once: true });
  }

  get timed_out(): boolean {
    return this.#timed_out;
  }

  /** Whoever waits at the moment; told at once when the call has ended already. Replaces who waited before. */
  tell(hear: (reason: Error) => void): void {
    this.#hear = hear;
    if (this.#reason) hear(this.#reason);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#stopped);
  }

  readonly #stopped = () => this.#end(new Error("The call was stopped."));

  #end(reason: Error): void {
    this.#reason ??= reason;
    this.#hear?.(this.#reason);
  }
}
