import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import { useRef } from "react";
import { type ApiOutputs, trpc } from "../api/trpc.ts";
import { count } from "../ui/json-preview.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { SegmentMenu } from "./SegmentMenu.tsx";
import { SegmentPreview } from "./SegmentPreview.tsx";
import { useSeen } from "./use-seen.ts";

export type ListedSegment = ApiOutputs["segments"]["list"]["segments"][number];
type ListedRun = ApiOutputs["runs"]["list"]["runs"][number];

export interface SegmentCardProps {
  listed: ListedSegment;
  lastRun: ListedRun | undefined;
  /** When it starts by itself; undefined for one that people start. */
  nextStart: string | undefined;
  taken: ReadonlySet<string>;
}

export function SegmentCard({ listed, lastRun, nextStart, taken }: SegmentCardProps) {
  const { segment_id, revision, name, updated_at, updated_by } = listed;
  const card = useRef<HTMLLIElement>(null);
  const seen = useSeen(card);
  const document = useQuery({
    ...trpc.segments.get.queryOptions({ segment_id, revision }),
    // A revision never changes.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: seen,
  });
  const segment = document.data?.segment;
  return (
    <li
      ref={card}
      className="relative flex flex-col overflow-hidden rounded-lg border border-line bg-raised transition-colors duration-100 hover:border-line-strong has-[a:focus-visible]:border-ring"
    >
      <SegmentPreview segment={segment} />
      <div className="flex items-center gap-2 pt-2 pr-2 pl-3">
        <Link
          to="/segments/$segmentId"
          params={{ segmentId: segment_id }}
          className="min-w-0 flex-1 truncate font-semibold text-sm after:absolute after:inset-0"
          title={segment_id}
        >
          {name}
        </Link>
        {nextStart && <NextStart at={nextStart} />}
        <div className="relative z-10 flex">
          <SegmentMenu listed={listed} segment={segment} taken={taken} />
        </div>
      </div>
      <p className="line-clamp-2 min-h-10 px-3 text-muted text-sm">
        {segment && (segment.description || <code className="font-mono text-xs">{segment_id}</code>)}
      </p>
      <p className="mt-auto flex min-h-8 items-center justify-between gap-3 px-3 pt-1 pb-2 text-muted text-xs">
        <span className="min-w-0 truncate">
          {segment ? `${count(segment.steps.length, "step")} · ` : ""}
          <RelativeTime value={updated_at} /> by {updated_by.name}
        </span>
        {lastRun && (
          <Link
            to="/runs/$runId"
            params={{ runId: lastRun.run_id }}
            aria-label={`${statusLooks[lastRun.status].word}: last run of ${name}`}
            className="relative z-10 rounded-md"
          >
            <StatusBadge status={lastRun.status} plain />
          </Link>
        )}
      </p>
    </li>
  );
}

function NextStart({ at }: { at: string }) {
  const label = `Starts by itself, next at ${new Date(at).toLocaleString()}`;
  return (
    <span role="img" aria-label={label} title={label} className="relative z-10 text-muted">
      <CalendarClock aria-hidden className="size-4" />
    </span>
  );
}
