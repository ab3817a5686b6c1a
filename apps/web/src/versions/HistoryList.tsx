import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useMemo, useState } from "react";
import { describeError } from "../api/errors.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { counted } from "../ui/counted.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { groupVersions, type VersionBurst } from "./group-versions.ts";
import { historyQuery, type Version } from "./version-queries.ts";

export interface HistoryListProps {
  segment_id: string;
  namedOnly: boolean;
  selected: number | null;
  onSelect: (revision: number) => void;
}

/** The versions by day, newest first. */
export function HistoryList({ segment_id, namedOnly, selected, onSelect }: HistoryListProps) {
  const history = useInfiniteQuery(historyQuery(segment_id, namedOnly));
  const versions = useMemo(() => history.data?.pages.flatMap((page) => page.versions) ?? [], [history.data]);
  const days = useMemo(() => groupVersions(versions, dayName), [versions]);
  if (history.isPending) return <Loading />;
  if (history.isError) {
    return (
      <ErrorState message={describeError(history.error).message} onRetry={() => void history.refetch()} />
    );
  }
  if (versions.length === 0) {
    return (
      <EmptyState icon={History} title="Nothing is named yet">
        Versions that were named or published are listed here. Name one to find it again.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-2">
      {days.map(({ day, bursts }) => (
        <section key={day} aria-label={day}>
          <h3 className="px-2 pb-1 font-medium text-muted text-xs">{day}</h3>
          <ul className="flex flex-col gap-0.5">
            {bursts.map((burst) => (
              <BurstRows key={burst.version.revision} burst={burst} selected={selected} onSelect={onSelect} />
            ))}
          </ul>
        </section>
      ))}
      {history.hasNextPage && (
        <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Older versions
        </Button>
      )}
    </div>
  );
}

interface RowsProps extends Pick<HistoryListProps, "selected" | "onSelect"> {
  burst: VersionBurst;
}

function BurstRows({ burst: { version, earlier }, selected, onSelect }: RowsProps) {
  const [asked, setAsked] = useState(false);
  const open = asked || earlier.some(({ revision }) => revision === selected);
  return (
    <>
      <li>
        <VersionRow version={version} selected={selected} onSelect={onSelect} />
        {earlier.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setAsked(!open)}
            className="ml-2 rounded-md px-1 text-muted text-xs hover:text-text"
          >
            {open ? "Hide" : "Show"} {counted(earlier.length, "save")} before it
          </button>
        )}
      </li>
      {open &&
        earlier.map((one) => (
          <li key={one.revision} className="pl-3">
            <VersionRow version={one} selected={selected} onSelect={onSelect} />
          </li>
        ))}
    </>
  );
}

interface VersionRowProps extends Pick<HistoryListProps, "selected" | "onSelect"> {
  version: Version;
}

function VersionRow({ version, selected, onSelect }: VersionRowProps) {
  const { revision, name, created_at, created_by, published, runs } = version;
  const chosen = revision === selected;
  return (
    <button
      type="button"
      aria-current={chosen || undefined}
      data-revision={revision}
      onClick={() => onSelect(revision)}
      className={cn(
        "flex w-full flex-col rounded-md px-2 py-1.5 text-left hover:bg-hover",
        chosen && "bg-accent-text/10 hover:bg-accent-text/10",
      )}
    >
      <span className="flex items-center gap-1.5">
        <span className={cn("truncate text-sm", name && "font-medium")}>{name ?? `Version ${revision}`}</span>
        {published && <Badge tone="success">Published</Badge>}
      </span>
      <span className="truncate text-muted text-xs">
        {name && `Version ${revision} · `}
        <time dateTime={created_at}>{timeOf(created_at)}</time> · {created_by.name}
        {runs > 0 && ` · ${counted(runs, "run")}`}
      </span>
    </button>
  );
}

const dayFormat = new Intl.DateTimeFormat("en", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const timeFormat = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });

const timeOf = (at: string): string => timeFormat.format(new Date(at));

function dayName(at: Date): string {
  const name = dayFormat.format(at);
  if (name === dayFormat.format(new Date())) return "Today";
  return name === dayFormat.format(new Date(Date.now() - 86_400_000)) ? "Yesterday" : name;
}
