// Stands in for the HTTP client: answers are given when the measure says so, and cost no call.
import type { HttpPort } from "../src/engine/engine-deps.ts";

const ANSWER = { status: 200, headers: { "content-type": "application/json" }, body: '{"ok":true}' };

export class PacedHttp implements HttpPort {
  readonly #waiting: { path: string; answer(): void }[] = [];
  #asked = Promise.withResolvers<void>();
  /** Calls on this path wait for `answerNext`; all others are answered at once. */
  held = "/held";

  async request({ url }: { url: string }): Promise<typeof ANSWER> {
    const path = new URL(url).pathname;
    if (!path.startsWith(this.held)) return ANSWER;
    const answered = Promise.withResolvers<void>();
    this.#waiting.push({ path, answer: answered.resolve });
    this.#asked.resolve();
    await answered.promise;
    return ANSWER;
  }

  /** Waits for the next call that is held. @returns a function that answers it, and its path */
  async next(): Promise<{ path: string; answer(): void }> {
    for (;;) {
      const [first] = this.#waiting.splice(0, 1);
      if (first) return first;
      this.#asked = Promise.withResolvers();
      await this.#asked.promise;
    }
  }
}
