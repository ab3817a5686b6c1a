import { stepInputs } from "@worktrail/shared/run/flow";
import { UNTOUCHED_STEP } from "@worktrail/shared/run/reduce-step";
import type { StepState } from "@worktrail/shared/run/state";
import { storedInputs, storedOutputs } from "@worktrail/shared/run/stored-values";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepAgainPanel } from "../again/StepAgainPanel.tsx";
import { StepOrigin } from "../again/StepOrigin.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { Duration } from "../ui/Duration.tsx";
import { JsonView } from "../ui/JsonView.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { ChildRuns } from "./ChildRuns.tsx";
import { costWords } from "./cost-words.ts";
import { PortValues } from "./PortValues.tsx";
import { RunErrorView } from "./RunErrorView.tsx";
import { RunLink } from "./RunLink.tsx";
import { useRunState, useRunStore } from "./run-context.tsx";
import { Facts, Section } from "./Section.tsx";
import { StepTask } from "./StepTask.tsx";
import { useStale } from "./use-run-now.ts";

/** What went into a step, what came out, and what happened in between. */
export function StepDetails({ step }: { step: GraphStep }) {
  const state = useRunState();
  const { step_id, config } = step.step;
  const own = state?.steps[step_id] ?? UNTOUCHED_STEP;
  const signals = useRunStore((run) => run.signals[step_id]);
  const begun = own.attempts > 0 || own.outputs !== null;
  return (
    <div className="flex flex-col gap-5 p-4">
      <StepFacts step={step} own={own} />
      <StepAgainPanel step_id={step_id} />
      {own.task && <StepTask task={own.task} stored={own.stored} />}
      {own.children && <ChildRuns state={own.children} />}
      {own.error && (
        <Section title="Error">
          <RunErrorView error={own.error} />
        </Section>
      )}
      {signals && signals.text !== "" && (
        <Section title={own.status === "running" ? "Answer so far" : "Streamed answer"}>
          <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken p-2 text-sm">
            {signals.text}
          </p>
        </Section>
      )}
      {state && begun && (
        <Section title="Inputs">
          <PortValues
            values={stepInputs(step, state)}
            stored={storedInputs(step, state)}
            of="Input"
            none="Nothing came in."
          />
        </Section>
      )}
      {own.outputs && (
        <Section title="Outputs">
          <PortValues
            values={own.outputs}
            stored={storedOutputs(own.stored)}
            of="Output"
            none="Nothing came out."
          />
        </Section>
      )}
      {signals && signals.log.length > 0 && (
        <Section title="Log">
          <pre className="max-h-60 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs">
            {signals.log.join("\n")}
          </pre>
        </Section>
      )}
      <Section title="Config">
        <JsonView value={config ?? {}} label="Config of the step" />
      </Section>
    </div>
  );
}

function StepFacts({ step, own }: { step: GraphStep; own: StepState }) {
  const running = own.status === "running" && own.started_at !== null;
  const retrying = own.status === "retrying" && own.retry_at !== null;
  const stale = useStale() !== null;
  const cost = costWords(own.cost);
  return (
    <Facts
      facts={[
        [
          "Status",
          <span key="status" className="flex flex-wrap items-center gap-2">
            <StatusBadge status={stale && running ? "stale" : own.status} />
            {own.status === "skipped" && own.skip_reason === "disabled" && <Badge>Disabled</Badge>}
            <StepOrigin step={own} />
            {own.simulated && <Badge tone="warning">Simulation</Badge>}
          </span>,
        ],
        ["Type", step.contract?.display_name ?? step.step.step_type],
        [
          "Step id",
          <code key="id" className="font-mono text-xs">
            {step.step.step_id}
          </code>,
        ],
        ...(own.recorded_in
          ? ([["Taken over from", <RunLink key="from" run_id={own.recorded_in} />]] as const)
          : []),
        ...(own.attempts > 1 ? ([["Attempts", own.attempts]] as const) : []),
        ...(own.started_at ? ([["Started", <RelativeTime key="at" value={own.started_at} />]] as const) : []),
        ...(running || own.duration_ms !== null
          ? ([
              [
                "Duration",
                running ? (
                  <Duration key="duration" since={own.started_at ?? undefined} />
                ) : (
                  <Duration key="duration" ms={own.duration_ms ?? undefined} />
                ),
              ],
            ] as const)
          : []),
        ...(cost === null ? [] : ([[running ? "Cost so far" : "Cost", cost]] as const)),
        ...(retrying
          ? ([["Next attempt", <Countdown key="retry" until={own.retry_at ?? ""} />]] as const)
          : []),
      ]}
    />
  );
}
