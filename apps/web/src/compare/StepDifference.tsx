import type { Side, StepComparison } from "@worktrail/shared/run/compare-runs";
import { inputsOfStep, outputsOfStep } from "@worktrail/shared/run/port-values";
import { useMemo } from "react";
import { costWords } from "../runs/cost-words.ts";
import { RunLink } from "../runs/RunLink.tsx";
import { Section } from "../runs/Section.tsx";
import { Button } from "../ui/Button.tsx";
import { Duration } from "../ui/Duration.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { FieldDiff } from "../versions/FieldDiff.tsx";
import { useComparing } from "./compare-context.tsx";
import { ratioInWords, statusOf } from "./compare-words.ts";
import type { Compared } from "./comparison-store.ts";
import { ErrorDifference } from "./ErrorDifference.tsx";
import { PortsDifference } from "./PortsDifference.tsx";
import { type SideFact, SideFacts } from "./SideFacts.tsx";

export interface StepDifferenceProps {
  compared: Compared;
  step: StepComparison;
  name: string;
  onlyDifferences: boolean;
}

/** One step in both runs: how it went, what it was then, what went in and what came out. */
export function StepDifference({ compared, step, name, onlyDifferences }: StepDifferenceProps) {
  const { changes, seeCanvas } = useComparing();
  const { step_id } = step;
  const change = changes.find(({ what, key }) => what === "step" && key === step_id);
  const { left, right } = compared;
  const inputs = useMemo(
    () => [inputsOfStep(left, step_id), inputsOfStep(right, step_id)] as const,
    [left, right, step_id],
  );
  const outputs = useMemo(
    () => [outputsOfStep(step.left?.step), outputsOfStep(step.right?.step)] as const,
    [step],
  );
  return (
    <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
      {seeCanvas && (
        <Button size="sm" className="self-start" onClick={seeCanvas}>
          Show on the canvas
        </Button>
      )}
      <SideFacts label={`${name} in both runs`} facts={factsOf(compared, step)} />
      {change && step.aspects.includes("definition") && (
        <Section title="Changed between the versions">
          <FieldDiff change={change} />
        </Section>
      )}
      <ErrorDifference
        left={step.left?.step?.error ?? null}
        right={step.right?.step?.error ?? null}
        onlyDifferences={onlyDifferences}
      />
      <PortsDifference title="Inputs" left={inputs[0]} right={inputs[1]} onlyDifferences={onlyDifferences} />
      <PortsDifference
        title="Outputs"
        left={outputs[0]}
        right={outputs[1]}
        onlyDifferences={onlyDifferences}
      />
    </div>
  );
}

const NONE = <span className="font-normal text-muted">–</span>;

function factsOf(compared: Compared, step: StepComparison): SideFact[] {
  const one = step.left?.step;
  const other = step.right?.step;
  const differs = (aspect: StepComparison["aspects"][number]) => step.aspects.includes(aspect);
  const facts: SideFact[] = [
    {
      name: "Status",
      left: <SideStatus of={step.left} />,
      right: <SideStatus of={step.right} />,
      differs: differs("status") || differs("presence"),
    },
    {
      name: "Duration",
      left: one?.duration_ms == null ? NONE : <Duration ms={one.duration_ms} />,
      right: other?.duration_ms == null ? NONE : <Duration ms={other.duration_ms} />,
      differs: differs("duration"),
      note: ratioInWords(one?.duration_ms ?? null, other?.duration_ms ?? null),
    },
    {
      name: "Attempts",
      left: one?.attempts ?? NONE,
      right: other?.attempts ?? NONE,
      differs: differs("attempts"),
    },
  ];
  const costs = [costWords(one?.cost), costWords(other?.cost)] as const;
  if (costs[0] ?? costs[1])
    facts.push({
      name: "Cost",
      left: costs[0] ?? NONE,
      right: costs[1] ?? NONE,
      differs: differs("cost"),
    });
  const ways = [waysOn(compared, step.step_id, "left"), waysOn(compared, step.step_id, "right")] as const;
  if (differs("path"))
    facts.push({ name: "Went on by", left: ways[0] ?? NONE, right: ways[1] ?? NONE, differs: true });
  if (one?.recorded_in || other?.recorded_in)
    facts.push({
      name: "Taken over from",
      left: one?.recorded_in ? <RunLink run_id={one.recorded_in} /> : NONE,
      right: other?.recorded_in ? <RunLink run_id={other.recorded_in} /> : NONE,
      differs: false,
    });
  return facts;
}

function SideStatus({ of }: { of: StepComparison[Side] }) {
  const status = statusOf(of);
  return status ? (
    <StatusBadge status={status} plain />
  ) : (
    <span className="text-muted">not in this version</span>
  );
}

/** "true, false": the ports whose edges carried a value. */
function waysOn({ run }: Compared, step_id: string, side: Side): string | null {
  const ports = [...run.edges.values()].flatMap((edge) =>
    edge.edge.source_step === step_id && edge[side] === "live" ? [edge.edge.source_port] : [],
  );
  return [...new Set(ports)].join(", ") || null;
}
