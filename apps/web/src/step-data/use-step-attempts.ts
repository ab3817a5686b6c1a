import { useMemo, useState } from "react";
import { useRun, useRunState, useRunStore } from "../runs/run-context.tsx";
import { createTimelineMemo } from "../timeline/timeline-memo.ts";
import { type StepAttempt, StepAttempts } from "./step-attempts.ts";

export type ChosenAttempt = {
  attempts: readonly StepAttempt[];
  /** Null before the first. */
  chosen: StepAttempt | null;
  isLast: boolean;
  queued_ms: number | null;
  choose: (attempt: number) => void;
};

/** The attempts of a step at the moment that is looked at; the newest is chosen until another one is. */
export function useStepAttempts(step_id: string): ChosenAttempt {
  const { graph } = useRun();
  const events = useRunStore((run) => run.events);
  const seq = useRunState()?.last_seq ?? 0;
  const reader = useMemo(() => new StepAttempts(step_id), [step_id]);
  const timelines = useMemo(() => createTimelineMemo(graph), [graph]);
  const [wanted, setWanted] = useState<number | null>(null);
  const attempts = reader.at(events, seq);
  const last = attempts.at(-1) ?? null;
  const chosen = attempts.find(({ attempt }) => attempt === wanted) ?? last;
  const parts = timelines.at(events, seq).tracks.get(step_id)?.parts ?? [];
  const queued = parts.filter(({ kind, attempt }) => kind === "queued" && attempt === chosen?.attempt);
  const queued_ms = queued.reduce((sum, { start, end }) => sum + Math.max(0, (end ?? start) - start), 0);
  return {
    attempts,
    chosen,
    isLast: chosen === last,
    queued_ms: queued.length === 0 ? null : queued_ms,
    choose: (attempt) => setWanted(attempt === last?.attempt ? null : attempt),
  };
}
