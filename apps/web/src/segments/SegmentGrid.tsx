import { useQuery } from "@tanstack/react-query";
import { trpc } from "../api/trpc.ts";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { type ListedSegment, SegmentCard } from "./SegmentCard.tsx";

/** The newest runs of everything tell the last run of most segments, in one request. */
const RECENT_RUNS = 200;

const grid = "grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-4 p-4 md:p-6";

export function SegmentGrid({
  segments,
  taken,
}: {
  segments: readonly ListedSegment[];
  taken: ReadonlySet<string>;
}) {
  const recent = useQuery(trpc.runs.list.queryOptions({ limit: RECENT_RUNS }));
  return (
    <ul aria-label="Segments" className={grid}>
      {segments.map((segment) => (
        <SegmentCard
          key={segment.segment_id}
          listed={segment}
          taken={taken}
          lastRun={recent.data?.runs.find(({ segment_id }) => segment_id === segment.segment_id)}
        />
      ))}
    </ul>
  );
}

export function SegmentGridSkeleton() {
  return (
    <Loading label="Loading the segments…" className={grid}>
      {[0, 1, 2, 3].map((card) => (
        <Skeleton key={card} className="h-48 rounded-lg" />
      ))}
    </Loading>
  );
}
