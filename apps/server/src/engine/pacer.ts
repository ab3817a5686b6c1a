const TURN_MS = 10;

/** Gives the event loop a turn after every 10 ms of computing, whichever runs did it. */
export class Pacer {
  #last = performance.now();

  /** Null while there is time left. */
  pause(): Promise<void> | null {
    if (performance.now() - this.#last < TURN_MS) return null;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#last = performance.now();
        resolve();
      });
    });
  }

  /** Whoever has just waited for something else has given way already. */
  rested(): void {
    this.#last = performance.now();
  }
}
