import { useLayoutEffect, useRef } from "react";
import { describeError } from "../api/errors.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { LogLine } from "./log-lines.ts";
import type { StepLog } from "./use-step-log.ts";

/** What the step said while it worked; the newest line stays in sight unless somebody scrolls up. */
export function LogTab({ log, attempts }: { log: StepLog; attempts: number }) {
  const { lines, cut, loading, error } = log;
  const box = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (follows.current && lines.length > 0 && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  if (loading && lines.length === 0) {
    return (
      <Loading label="Loading the log…" className="flex flex-col gap-2">
        <Skeleton className="w-full" />
        <Skeleton className="w-2/3" />
      </Loading>
    );
  }
  return (
    <section aria-label="Log" className="flex min-w-0 flex-col gap-1.5">
      {error !== null && error !== undefined && (
        <p role="alert" className="text-danger-text text-xs">
          {describeError(error).message}
        </p>
      )}
      {lines.length === 0 && !error && <p className="text-muted text-sm">This step has logged nothing.</p>}
      {lines.length > 0 && (
        <div className="relative">
          <CopyButton
            text={() => lines.map(({ at, text }) => `${at} ${text}`).join("\n")}
            label="Copy the log"
            size="sm"
            tooltipSide="left"
            className="absolute top-1 right-1 z-10 bg-sunken"
          />
          {/* A box that scrolls has to be reachable by keyboard. */}
          <ol
            ref={box}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
            tabIndex={0}
            aria-label="Log of the step"
            onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
              follows.current = scrollHeight - scrollTop - clientHeight < 24;
            }}
            className="max-h-120 overflow-y-auto rounded-md border border-line bg-sunken py-1 pr-9 font-mono text-xs leading-5"
          >
            {lines.map((line, index) => (
              <Line
                key={`${line.attempt} ${line.line}`}
                line={line}
                before={lines[index - 1]}
                many={attempts > 1}
              />
            ))}
          </ol>
        </div>
      )}
      {cut && (
        <p className="text-muted text-xs">
          The run logged more than is kept of one: 1,000 lines or 256 kB. What came later could only be seen
          live.
        </p>
      )}
    </section>
  );
}

function Line({ line, before, many }: { line: LogLine; before: LogLine | undefined; many: boolean }) {
  return (
    <>
      {many && before?.attempt !== line.attempt && (
        <li className="border-line not-first:border-t px-2 font-sans text-muted">Attempt {line.attempt}</li>
      )}
      <li className="wrap-anywhere flex gap-2 px-2">
        <time dateTime={line.at} className="shrink-0 text-muted tabular-nums">
          {clock(line.at)}
        </time>
        <span className="min-w-0 whitespace-pre-wrap">{line.text}</span>
      </li>
    </>
  );
}

/** "20:12:03.120" in the reader's time zone. */
function clock(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });
}
