import { edgeState } from "@worktrail/shared/run/flow";
import { Panel } from "@xyflow/react";
import { useMemo } from "react";
import { useRun, useRunState } from "./run-context.tsx";

/** What the lines mean, in words, once there are two kinds of them. */
export function EdgeLegend() {
  const { run } = useRun();
  const state = useRunState();
  const dead = useMemo(
    () => state !== null && (run.segment.edges ?? []).some((edge) => edgeState(state, edge) === "dead"),
    [state, run.segment],
  );
  if (!dead) return null;
  return (
    <Panel position="top-left">
      <ul
        aria-label="What the lines mean"
        className="pointer-events-none flex flex-col gap-x-4 rounded-md md:flex-row border border-line bg-raised px-2.5 py-1 text-muted text-xs"
      >
        <Line className="stroke-status-running [stroke-dasharray:6_4]" word="data at work" />
        <Line className="stroke-status-completed" word="carried data" />
        <Line className="stroke-muted [stroke-dasharray:2_4]" word="not taken" />
      </ul>
    </Panel>
  );
}

function Line({ className, word }: { className: string; word: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden="true" width="22" height="2" className={className} strokeWidth="2">
        <path d="M0,1 H22" />
      </svg>
      {word}
    </li>
  );
}
