import { runCost } from "@worktrail/shared/run/cost";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import { storedOutputs } from "@worktrail/shared/run/stored-values";
import { partWords } from "../again/PartOfRun.tsx";
import { stepName } from "../canvas/step-look.ts";
import { StartedBy } from "../schedules/StartedBy.tsx";
import { Button } from "../ui/Button.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { VersionLink } from "../versions/VersionLink.tsx";
import { costWords, type SubRunCosts, totalCost } from "./cost-words.ts";
import { MaybeStored } from "./MaybeStored.tsx";
import { PausedNote } from "./PausedNote.tsx";
import { priorityWords } from "./priority-words.ts";
import { RunDuration } from "./RunAside.tsx";
import { RunErrorView } from "./RunErrorView.tsx";
import { RunLink } from "./RunLink.tsx";
import { useAwaitsJournal, useRun, useRunState, useRunStatus } from "./run-context.tsx";
import { Facts, Section } from "./Section.tsx";
import { useShownStatus } from "./use-run-now.ts";
import { WaitingRetries } from "./WaitingRetries.tsx";
import { WaitingTasks } from "./WaitingTasks.tsx";

export function RunSummary() {
  const { run, graph } = useRun();
  const state = useRunState();
  const status = useRunStatus();
  const shown = useShownStatus();
  const waits = useAwaitsJournal();
  if (!state) {
    return (
      <Loading
        label={waits ? "Reading the journal…" : "Waiting for the run's first event…"}
        className="flex flex-col gap-3 p-4"
      >
        <Skeleton className="w-24" />
        <Skeleton className="w-40" />
        <Skeleton className="h-24 w-full" />
      </Loading>
    );
  }
  const { started_at, ended_at, input, outputs, error } = state;
  const cost = costWords(runCost(state));
  const below = run.sub_runs?.cost_usd == null ? null : costBelow(run.cost_usd, run.sub_runs);
  return (
    <div className="flex flex-col gap-5 p-4">
      {status === "paused" && <PausedNote />}
      <WaitingTasks />
      <WaitingRetries state={state} />
      {outputs && <RunResult outputs={outputs} stored={storedOutputs(state.stored)} />}
      {error && <RunErrorView error={error} action={<FailingStep state={state} />} />}
      <Facts
        facts={[
          ["Status", <StatusBadge key="status" status={shown} />],
          [
            "Started by",
            <StartedBy
              key="by"
              segment_id={run.segment_id}
              name={run.trigger === "api" ? `${run.started_by.name}, with an API token` : run.started_by.name}
              trigger={state.trigger}
            />,
          ],
          ["Started", <RelativeTime key="started" value={started_at} />],
          [
            "Duration",
            <RunDuration
              key="duration"
              started_at={started_at}
              ended_at={ended_at}
              ended={hasEnded(status)}
            />,
          ],
          ...(cost === null ? [] : ([[hasEnded(status) ? "Cost" : "Cost so far", cost]] as const)),
          ...(below === null ? [] : ([["Cost with its runs", below]] as const)),
          ...(state.part ? ([["Part", partWords(state.part, graph)]] as const) : []),
          ...(state.repeats === undefined
            ? []
            : ([["Repeats", <RunLink key="repeats" run_id={state.repeats} />]] as const)),
          ...(state.from ? ([["Continues", <Continues key="from" from={state.from} />]] as const) : []),
          [
            "Version",
            <VersionLink
              key="version"
              segment_id={run.segment_id}
              revision={run.revision}
              name={run.version_name}
            />,
          ],
          ["Priority", priorityWords[run.priority]],
          [
            "Run",
            <code key="run" className="font-mono text-xs">
              {run.run_id}
            </code>,
          ],
        ]}
      />
      <Section title="Input">
        <MaybeStored
          value={input}
          stored={state.stored?.filter(({ path }) => path === "/input")}
          label="Input of the run"
          root="run.input"
        />
      </Section>
      <p className="text-muted text-xs">Select a step on the canvas to see what went in and what came out.</p>
    </div>
  );
}

function costBelow(own: number | null, sub_runs: SubRunCosts): string | null {
  const cost = totalCost(own, sub_runs);
  return cost && `${cost.total}: ${cost.parts}`;
}

function Continues({ from }: { from: NonNullable<RunState["from"]> }) {
  const { graph } = useRun();
  const step = graph.steps.get(from.step_id);
  return (
    <span>
      <RunLink run_id={from.run_id} /> from {step ? stepName(step.step, step.contract) : from.step_id}
    </span>
  );
}

function RunResult({
  outputs,
  stored,
}: {
  outputs: NonNullable<RunState["outputs"]>;
  stored: ReturnType<typeof storedOutputs>;
}) {
  const { graph } = useRun();
  const results = Object.entries(outputs);
  return (
    <Section title="Result">
      {results.length === 0 && <p className="text-muted text-sm">The run ended without a value.</p>}
      {results.map(([step_id, value]) => {
        const step = graph.steps.get(step_id);
        const name = step ? stepName(step.step, step.contract) : step_id;
        return (
          <div key={step_id} className="flex flex-col gap-1">
            <span className="text-sm">{name}</span>
            <MaybeStored value={value} stored={stored[step_id]} label={`Result of ${name}`} openDepth={3} />
          </div>
        );
      })}
    </Section>
  );
}

function FailingStep({ state }: { state: RunState }) {
  const { graph, reveal } = useRun();
  // A run that was timed out has no failed step: the one it was cut off in is the one to look at.
  const wanted = state.status === "timed_out" ? "cancelled" : "failed";
  const failed = [...graph.steps.values()].find(
    ({ step }) => state.steps[step.step_id]?.status === wanted && state.steps[step.step_id]?.outputs === null,
  );
  if (!failed) return null;
  return (
    <Button size="sm" className="self-start" onClick={() => reveal(failed.step.step_id)}>
      Show {stepName(failed.step, failed.contract)}
    </Button>
  );
}
