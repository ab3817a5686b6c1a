import type { Side } from "@worktrail/shared/run/compare-runs";
import { Panel } from "@xyflow/react";
import { useCompared } from "./compare-context.tsx";
import { SIDES, sideLetters } from "./compare-words.ts";

/** What the lines of one colour mean, in words, where there are any. */
export function CompareLegend() {
  const compared = useCompared();
  const taken = SIDES.filter((side) =>
    [...(compared?.run.edges.values() ?? [])].some(({ only }) => only === side),
  );
  if (taken.length === 0) return null;
  return (
    <Panel position="top-left">
      <ul
        aria-label="What the lines mean"
        className="pointer-events-none flex flex-col gap-x-4 rounded-md border border-line bg-raised px-2.5 py-1 text-muted text-xs md:flex-row"
      >
        {taken.map((side) => (
          <Line key={side} side={side} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ side }: { side: Side }) {
  return (
    <li data-side={side} className="flex items-center gap-1.5">
      <svg aria-hidden="true" width="22" height="3" className="stroke-(--side)" strokeWidth="2.5">
        <path d="M0,1.5 H22" strokeDasharray={side === "left" ? "9 4" : undefined} />
      </svg>
      only run {sideLetters[side]}
    </li>
  );
}
