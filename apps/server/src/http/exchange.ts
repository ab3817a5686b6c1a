// One request and its answer. The bytes are collected as they come: a stream for each answer costs more than the call.
import type { Dispatcher } from "undici";
import type { CallEnd } from "./call-end.ts";
import { tooLarge } from "./response-body.ts";

export type Received = { status: number; headers: Record<string, string>; bytes: Buffer };

type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * @param max_bytes of the body as it is sent
 * @throws StepFailure `HTTP_TOO_LARGE`, what the dispatcher fails with, or why the call ended before
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  end: CallEnd,
  max_bytes: number,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const answer = new Answer(max_bytes, resolve, reject);
    end.tell((reason) => answer.abort(reason));
    dispatcher.dispatch(request, answer);
  });
}

class Answer implements Dispatcher.DispatchHandler {
  readonly #max_bytes: number;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (reason: Error) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #ended: Error | null = null;
  #status = 0;
  #headers: Record<string, string> = {};
  #size = 0;

  constructor(max_bytes: number, resolve: (received: Received) => void, reject: (reason: Error) => void) {
    this.#max_bytes = max_bytes;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Also while there is no connection yet. */
  abort(reason: Error): void {
    this.#ended = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(this.#ended);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ReceivedHeaders): void {
    // Below 200 the answer itself is still to come.
    if (status < 200) return;
    this.#status = status;
    this.#headers = plainHeaders(headers);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#max_bytes) this.abort(tooLarge(this.#max_bytes));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only = Buffer.alloc(0), ...more] = this.#chunks;
    const bytes = more.length === 0 ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, bytes });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

function plainHeaders(received: ReceivedHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value = ""] of Object.entries(received))
    if (name !== "__proto__") headers[name] = typeof value === "string" ? value : value.join(", ");
  return headers;
}
