import { type RunAspect, runDuration } from "@worktrail/shared/run/compare-runs";
import { runCost } from "@worktrail/shared/run/cost";
import { inputOfRun, outputsOfRun } from "@worktrail/shared/run/port-values";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import { useMemo } from "react";
import { costWords } from "../runs/cost-words.ts";
import { RunDuration } from "../runs/RunAside.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { changesInWords } from "../versions/change-words.ts";
import { VersionLink } from "../versions/VersionLink.tsx";
import { type ComparedSide, nameOfStep, useComparing } from "./compare-context.tsx";
import { ratioInWords } from "./compare-words.ts";
import type { Compared } from "./comparison-store.ts";
import { ErrorDifference } from "./ErrorDifference.tsx";
import { PortsDifference } from "./PortsDifference.tsx";
import { type SideFact, SideFacts } from "./SideFacts.tsx";

export interface RunDifferenceProps {
  compared: Compared;
  onlyDifferences: boolean;
}

/** The two runs as a whole: how they ended, with what they began and what came of them. */
export function RunDifference({ compared, onlyDifferences }: RunDifferenceProps) {
  const comparing = useComparing();
  const left = compared.left.state;
  const right = compared.right.state;
  const values = useMemo(
    () => ({
      inputs: [inputOfRun(left), inputOfRun(right)] as const,
      outputs: [outputsOfRun(left), outputsOfRun(right)] as const,
    }),
    [left, right],
  );
  const changed = comparing.changes.length > 0 ? changesInWords(comparing.changes) : null;
  return (
    <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
      <SideFacts
        label="Both runs"
        facts={[
          {
            name: "Version",
            left: <SideVersion side={comparing.left} />,
            right: <SideVersion side={comparing.right} />,
            differs: compared.run.aspects.includes("version"),
          },
          ...factsOf(left, right, compared.run.aspects),
        ]}
      />
      {changed && <p className="text-muted text-xs">From the version of A to that of B: {changed}</p>}
      <ErrorDifference left={left.error} right={right.error} onlyDifferences={onlyDifferences} />
      <PortsDifference
        title="Input"
        left={values.inputs[0]}
        right={values.inputs[1]}
        onlyDifferences={onlyDifferences}
      />
      <PortsDifference
        title="Result"
        left={values.outputs[0]}
        right={values.outputs[1]}
        nameOf={(step_id) => nameOfStep(comparing, step_id)}
        onlyDifferences={onlyDifferences}
      />
    </div>
  );
}

function SideVersion({ side: { run } }: { side: ComparedSide }) {
  return <VersionLink segment_id={run.segment_id} revision={run.revision} name={run.version_name} />;
}

function factsOf(left: RunState, right: RunState, aspects: readonly RunAspect[]): SideFact[] {
  const costs = [costWords(runCost(left)), costWords(runCost(right))] as const;
  const none = <span className="font-normal text-muted">–</span>;
  return [
    {
      name: "Status",
      left: <StatusBadge status={left.status} plain />,
      right: <StatusBadge status={right.status} plain />,
      differs: aspects.includes("status"),
    },
    {
      name: "Duration",
      left: <SideDuration state={left} />,
      right: <SideDuration state={right} />,
      differs: aspects.includes("duration"),
      note: ratioInWords(runDuration(left), runDuration(right)),
    },
    ...((costs[0] ?? costs[1])
      ? [
          {
            name: "Cost",
            left: costs[0] ?? none,
            right: costs[1] ?? none,
            differs: aspects.includes("cost"),
          },
        ]
      : []),
  ];
}

function SideDuration({ state: { started_at, ended_at, status } }: { state: RunState }) {
  return <RunDuration started_at={started_at} ended_at={ended_at} ended={hasEnded(status)} />;
}
