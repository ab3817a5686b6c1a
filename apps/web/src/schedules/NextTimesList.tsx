import { timeIn } from "./time-zones.ts";

/** When it would start next, as the clocks of its zone show it. */
export function NextTimesList({ times, time_zone }: { times: readonly string[]; time_zone: string }) {
  if (times.length === 0) return null;
  return (
    <section aria-label="Next times" className="rounded-md border border-line bg-surface px-3 py-2">
      <h3 className="mb-1 font-medium text-muted text-xs">Next times</h3>
      <ol className="flex flex-col gap-0.5 text-sm tabular-nums">
        {times.map((at) => (
          <li key={at}>
            <time dateTime={at}>{timeIn(time_zone, at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
