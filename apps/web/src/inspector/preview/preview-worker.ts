// Evaluates for previews on a thread of its own, so that typing never waits for a value.
import { WORKER_BUDGET } from "@worktrail/shared/expression/limits";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";
import { type PreviewResult, previewResult } from "./preview-result.ts";

export type PreviewRequest = {
  readonly request_id: number;
  readonly scope_id: number;
  /** Left out when it was sent under this id before. */
  readonly scope?: ExpressionScope;
  readonly mode: ExpressionMode;
  readonly source: string;
};
export type PreviewAnswer =
  /** Loaded: from now on the time that an answer takes is the evaluation's own. */
  { readonly ready: true } | { readonly request_id: number; readonly result: PreviewResult | null };

/** The same number on both sides: the page knows by it which scopes are still here. */
export const KEPT_SCOPES = 16;
const scopes = new Map<number, ExpressionScope>();

addEventListener("message", ({ data }: MessageEvent<PreviewRequest>) => {
  const { request_id, scope_id, scope, mode, source } = data;
  if (scope) scopes.set(scope_id, scope);
  const [oldest] = scopes.keys();
  if (scopes.size > KEPT_SCOPES && oldest !== undefined) scopes.delete(oldest);
  const known = scopes.get(scope_id);
  const result = known ? previewResult(mode, source, known, WORKER_BUDGET) : null;
  const answer: PreviewAnswer = { request_id, result };
  postMessage(answer);
});
postMessage({ ready: true } satisfies PreviewAnswer);
