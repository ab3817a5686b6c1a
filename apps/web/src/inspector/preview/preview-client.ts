import { INLINE_BUDGET } from "@worktrail/shared/expression/limits";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";
import { mentionedScope, usesOf } from "./mentioned-scope.ts";
import { type PreviewResult, previewResult, TOO_SLOW } from "./preview-result.ts";
import type { PreviewAnswer, PreviewRequest } from "./preview-worker.ts";

/** The part of a worker that is used, so that a test can be one. */
export type PreviewWorker = Pick<Worker, "postMessage" | "terminate"> & {
  onmessage: ((event: MessageEvent<PreviewAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

const DEADLINE_MS = 1_000;
/** Fewer than the worker keeps, so that what is taken for known is known. */
const REMEMBERED_SCOPES = 12;

type Waiting = {
  readonly request: Omit<PreviewRequest, "scope_id" | "scope">;
  readonly scope: ExpressionScope;
  readonly key: string;
  readonly whole: ExpressionScope;
  readonly resolve: (result: PreviewResult) => void;
};

/**
 * Asks the worker, one question at a time. A worker that does not answer in time is ended and begun anew; where
 * there is none, the page evaluates itself within the budget that never holds it up.
 */
export class PreviewClient {
  private readonly start: () => PreviewWorker | null;
  private worker: PreviewWorker | null = null;
  private ready = false;
  private failed = false;
  private readonly queue: Waiting[] = [];
  private current: { waiting: Waiting; deadline: ReturnType<typeof setTimeout> | undefined } | null = null;
  private nextId = 0;
  /** By the whole scope and the part of it: the id under which the worker has it. Oldest first. */
  private sent: { whole: ExpressionScope; key: string; scope_id: number }[] = [];

  constructor(start: () => PreviewWorker | null) {
    this.start = start;
  }

  /** Never rejects. A text that does not parse gives what is wrong with it. */
  evaluate(mode: ExpressionMode, source: string, whole: ExpressionScope): Promise<PreviewResult> {
    const uses = usesOf(mode, source);
    if (!uses || this.failed) {
      return Promise.resolve(
        previewResult(mode, source, uses ? mentionedScope(uses, whole).scope : whole, INLINE_BUDGET),
      );
    }
    const { scope, key } = mentionedScope(uses, whole);
    return new Promise((resolve) => {
      this.queue.push({ request: { request_id: this.nextId++, mode, source }, scope, key, whole, resolve });
      this.next();
    });
  }

  private next(): void {
    const waiting = this.current ? undefined : this.queue.shift();
    if (!waiting) return;
    this.worker ??= this.begin();
    if (!this.worker) {
      const { mode, source } = waiting.request;
      waiting.resolve(previewResult(mode, source, waiting.scope, INLINE_BUDGET));
      this.next();
      return;
    }
    this.current = { waiting, deadline: this.ready ? this.deadline() : undefined };
    this.worker.postMessage({ ...waiting.request, ...this.scopeOf(waiting) } satisfies PreviewRequest);
  }

  private deadline() {
    return setTimeout(() => this.restart(TOO_SLOW), DEADLINE_MS);
  }

  private scopeOf({ whole, key, scope }: Waiting): Pick<PreviewRequest, "scope_id" | "scope"> {
    const known = this.sent.find((one) => one.whole === whole && one.key === key);
    if (known) return { scope_id: known.scope_id };
    const scope_id = this.nextId++;
    this.sent = [...this.sent, { whole, key, scope_id }].slice(-REMEMBERED_SCOPES);
    return { scope_id, scope };
  }

  private begin(): PreviewWorker | null {
    const worker = this.start();
    if (!worker) {
      this.failed = true;
      return null;
    }
    worker.onmessage = ({ data }) => {
      if ("ready" in data) {
        this.ready = true;
        if (this.current) this.current.deadline ??= this.deadline();
      } else if (this.current?.waiting.request.request_id === data.request_id)
        this.settle(data.result ?? TOO_SLOW);
    };
    worker.onerror = () => {
      this.failed = true;
      this.restart(null);
    };
    return worker;
  }

  private restart(result: PreviewResult | null): void {
    this.worker?.terminate();
    this.worker = null;
    this.ready = false;
    this.sent = [];
    this.settle(result);
  }

  private settle(result: PreviewResult | null): void {
    const { current } = this;
    this.current = null;
    if (current) {
      clearTimeout(current.deadline);
      const { request, scope, resolve } = current.waiting;
      resolve(result ?? previewResult(request.mode, request.source, scope, INLINE_BUDGET));
    }
    this.next();
  }
}

/** One for the page. */
export const previewClient = new PreviewClient(() =>
  typeof Worker === "undefined"
    ? null
    : new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" }),
);
