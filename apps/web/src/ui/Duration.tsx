import { useNow } from "./clock.ts";
import { cn } from "./cn.ts";
import { formatDuration } from "./duration.ts";

/** A finished duration, or one that still runs: give `since` and it counts. */
export function Duration(props: {
  ms?: number | undefined;
  since?: string | number | undefined;
  className?: string;
}) {
  const { ms, since, className } = props;
  if (ms === undefined && since !== undefined) return <Counting since={since} className={className} />;
  return <span className={cn("tabular-nums", className)}>{ms === undefined ? "–" : formatDuration(ms)}</span>;
}

function Counting({ since, className }: { since: string | number; className: string | undefined }) {
  const now = useNow(true);
  return (
    <span className={cn("tabular-nums", className)}>
      {formatDuration(Math.max(0, now - new Date(since).getTime()))}
    </span>
  );
}
