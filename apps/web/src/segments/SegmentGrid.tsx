import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { trpc } from "../api/trpc.ts";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { type ListedSegment, SegmentCard } from "./SegmentCard.tsx";

/** The newest runs of everything tell the last run of most segments, in one request. */
const RECENT_RUNS = 200;

const grid = "grid grid-cols-[repeat(auto-fill,minmax(280px,1fr))] gap-4 p-4 md:p-6";

export function SegmentGrid({
  segments,
  taken,
}: {
  segments: readonly ListedSegment[];
  taken: ReadonlySet<string>;
}) {
  const recent = useQuery(trpc.runs.list.queryOptions({ limit: RECENT_RUNS }));
  const upcoming = useQuery(trpc.schedules.upcoming.queryOptions());
  const starts = new Map(upcoming.data?.segments.map(({ segment_id, next_at }) => [segment_id, next_at]));
  return (
    <>
      {recent.data?.runs.length === 0 && <FirstRunHint />}
      <ul aria-label="Segments" className={grid}>
        {segments.map((segment) => (
          <SegmentCard
            key={segment.segment_id}
            listed={segment}
            taken={taken}
            nextStart={starts.get(segment.segment_id)}
            lastRun={recent.data?.runs.find(({ segment_id }) => segment_id === segment.segment_id)}
          />
        ))}
      </ul>
    </>
  );
}

/** What to do on the first day; gone with the first run. */
function FirstRunHint() {
  return (
    <div className="mx-4 mt-4 flex items-start gap-3 rounded-lg border border-line bg-raised p-4 md:mx-6 md:mt-6">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-text/10 text-accent-text">
        <Play aria-hidden className="size-4" />
      </span>
      <div className="max-w-180">
        <h2 className="font-semibold text-sm">Run one and watch it work</h2>
        <p className="text-muted text-sm">
          Press the triangle on a segment. The examples bring their input and need no key: steps light up as
          they run, and one of them asks you for a decision. Open a segment to change it, or press New segment
          to draw your own.
        </p>
      </div>
    </div>
  );
}

export function SegmentGridSkeleton() {
  return (
    <Loading label="Loading the segments…" className={grid}>
      {[0, 1, 2, 3].map((card) => (
        <Skeleton key={card} className="h-60 rounded-lg" />
      ))}
    </Loading>
  );
}
