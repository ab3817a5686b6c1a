// What is told of one step in both runs, row by row.
import type { Side, StepComparison } from "@worktrail/shared/run/compare-runs";
import type { ReactNode } from "react";
import { costWords } from "../runs/cost-words.ts";
import { RunLink } from "../runs/RunLink.tsx";
import { Duration } from "../ui/Duration.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { ratioInWords, statusOf } from "./compare-words.ts";
import type { Compared } from "./comparison-store.ts";
import type { SideFact } from "./SideFacts.tsx";

const NONE = <span className="font-normal text-muted">–</span>;

/** Rows about what happened in neither of them are left out. */
export function stepFacts(compared: Compared, step: StepComparison): SideFact[] {
  const one = step.left?.step;
  const other = step.right?.step;
  const differs = (aspect: StepComparison["aspects"][number]) => step.aspects.includes(aspect);
  return [
    {
      name: "Status",
      left: <SideStatus of={step.left} />,
      right: <SideStatus of={step.right} />,
      differs: differs("status") || differs("presence"),
    },
    {
      name: "Duration",
      left: <SideDuration ms={one?.duration_ms ?? null} />,
      right: <SideDuration ms={other?.duration_ms ?? null} />,
      differs: differs("duration"),
      note: ratioInWords(one?.duration_ms ?? null, other?.duration_ms ?? null),
    },
    {
      name: "Attempts",
      left: one?.attempts ?? NONE,
      right: other?.attempts ?? NONE,
      differs: differs("attempts"),
    },
    ...rowOf("Cost", costWords(one?.cost), costWords(other?.cost), differs("cost")),
    ...(differs("path")
      ? rowOf("Went on by", waysOn(compared, step, "left"), waysOn(compared, step, "right"), true)
      : []),
    ...rowOf("Not executed", one?.given_as, other?.given_as, one?.given_as !== other?.given_as),
    ...rowOf("Taken over from", runLink(one?.recorded_in), runLink(other?.recorded_in), false),
  ];
}

function rowOf(name: string, left: ReactNode, right: ReactNode, differs: boolean): SideFact[] {
  return left || right ? [{ name, left: left || NONE, right: right || NONE, differs }] : [];
}

const runLink = (run_id: string | null | undefined) => run_id && <RunLink run_id={run_id} />;

function SideDuration({ ms }: { ms: number | null }) {
  return ms === null ? NONE : <Duration ms={ms} />;
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
function waysOn({ run }: Compared, { step_id }: StepComparison, side: Side): string | null {
  const ports = [...run.edges.values()].flatMap((edge) =>
    edge.edge.source_step === step_id && edge[side] === "live" ? [edge.edge.source_port] : [],
  );
  return [...new Set(ports)].join(", ") || null;
}
