import type { RunState, StepState } from "@worktrail/shared/run/state";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { create } from "zustand";
import { useRunStore } from "../runs/run-context.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/Tabs.tsx";
import { ConfigTab } from "./ConfigTab.tsx";
import { DataTab } from "./DataTab.tsx";
import { LogTab } from "./LogTab.tsx";
import { withCalls } from "./log-lines.ts";
import { ModelTab } from "./ModelTab.tsx";
import type { StepAttempt } from "./step-attempts.ts";
import { useStepLog } from "./use-step-log.ts";

type Part = "data" | "config" | "log" | "model";

/** Whoever compares the logs of steps wants the log of the next one too. */
const usePart = create<{ part: Part }>(() => ({ part: "data" }));

export type StepTabsProps = {
  step: GraphStep;
  state: RunState | null;
  own: StepState;
  /** The attempt that is looked at; null before the first. */
  attempt: StepAttempt | null;
  isLast: boolean;
  attempts: readonly StepAttempt[];
};

/** What there is to know about a step, a part at a time. */
export function StepTabs({ step, state, own, attempt, isLast, attempts }: StepTabsProps) {
  const { step_id, step_type } = step.step;
  const signals = useRunStore((run) => run.signals[step_id]);
  const wanted = usePart(({ part }) => part);
  const hasModel = step_type === "llm_agent" && state !== null && attempt !== null;
  const part = wanted === "model" && !hasModel ? "data" : wanted;
  return (
    <Tabs value={part} onValueChange={(next) => usePart.setState({ part: next as Part })}>
      <TabsList
        aria-label="What there is to know about the step"
        className="sticky top-0 z-20 border-t bg-raised"
      >
        <TabsTrigger value="data">Data</TabsTrigger>
        <TabsTrigger value="config">Config</TabsTrigger>
        <TabsTrigger value="log">Log</TabsTrigger>
        {hasModel && <TabsTrigger value="model">Model</TabsTrigger>}
      </TabsList>
      <TabsContent value="data" className={CONTENT}>
        <DataTab step={step} state={state} own={own} attempt={attempt} isLast={isLast} signals={signals} />
      </TabsContent>
      <TabsContent value="config" className={CONTENT}>
        <ConfigTab step={step} state={state} attempt={attempt} />
      </TabsContent>
      <TabsContent value="log" className={CONTENT}>
        <StepLogTab step_id={step_id} own={own} attempts={attempts} attempt={isLast ? null : attempt} />
      </TabsContent>
      {hasModel && (
        <TabsContent value="model" className={CONTENT}>
          <ModelTab step={step} state={state} own={own} attempt={attempt} isLast={isLast} signals={signals} />
        </TabsContent>
      )}
    </Tabs>
  );
}

const CONTENT = "flex min-w-0 flex-col gap-5 p-4";

/** @param props.attempt an earlier attempt whose lines alone are shown; null shows those of all */
function StepLogTab({
  step_id,
  own,
  attempts,
  attempt,
}: {
  step_id: string;
  own: StepState;
  attempts: readonly StepAttempt[];
  attempt: StepAttempt | null;
}) {
  const under_way = own.status === "running" || own.status === "retrying";
  const log = useStepLog(step_id, attempts.length, under_way);
  const all = withCalls(
    log.lines,
    attempts.flatMap((one) => one.lines),
  );
  const lines = attempt ? all.filter((line) => line.attempt === attempt.attempt) : all;
  return <LogTab log={{ ...log, lines }} attempts={attempts.length} />;
}
