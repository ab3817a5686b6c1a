// What a step has said: lines that are kept with the run and lines heard live, each once.
import type { StepSignals } from "../store/run.ts";

export type LogLine = { attempt: number; line: number; at: string; text: string };

/** Live lines are known again by their place in their attempt; one without a place was never kept. */
export function mergeLog(kept: readonly LogLine[], signals: StepSignals | undefined): LogLine[] {
  const lines = new Map(kept.map((one) => [keyOf(one), one]));
  for (const one of liveLines(signals)) if (!lines.has(keyOf(one))) lines.set(keyOf(one), one);
  return [...lines.values()].sort((a, b) => a.attempt - b.attempt || a.line - b.line);
}

/** Calls among what was said, by the time. */
export function withCalls(lines: readonly LogLine[], calls: readonly LogLine[]): readonly LogLine[] {
  if (calls.length === 0) return lines;
  return [...lines, ...calls].sort(
    (a, b) => a.attempt - b.attempt || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
  );
}

const keyOf = ({ attempt, line }: LogLine) => `${attempt} ${line}`;

function liveLines(signals: StepSignals | undefined): LogLine[] {
  const { attempt = 0, log = [] } = signals ?? {};
  return log.flatMap(({ line, at, text }) =>
    text
      .replace(/\n$/, "")
      .split("\n")
      .map((one, index) => ({ attempt, line: line + index, at, text: one })),
  );
}

/** Of those, what had been said by a time; null: all of it. */
export function saidBy(lines: readonly LogLine[], time: string | null): readonly LogLine[] {
  return time === null ? lines : lines.filter(({ at }) => at <= time);
}
