import { Facts } from "../runs/Section.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { Duration } from "../ui/Duration.tsx";
import { formatDuration } from "../ui/duration.ts";
import { Select } from "../ui/Select.tsx";
import { timeOfDay } from "../ui/time-of-day.ts";
import type { StepAttempt } from "./step-attempts.ts";

export type AttemptBarProps = {
  attempts: readonly StepAttempt[];
  chosen: StepAttempt;
  /** How long the chosen one waited before it began, in milliseconds. */
  queued_ms: number | null;
  /** Whether the step is under way, at the moment that is looked at. */
  under_way: boolean;
  onChoose: (attempt: number) => void;
};

/** Which attempt is looked at, and when it was. */
export function AttemptBar({ attempts, chosen, queued_ms, under_way, onChoose }: AttemptBarProps) {
  const goesOn = chosen.ended === null && under_way;
  return (
    <section aria-label="Attempt" className="flex flex-col gap-2">
      {attempts.length > 1 && (
        <Select
          aria-label="Attempt"
          value={String(chosen.attempt)}
          onValueChange={(value) => onChoose(Number(value))}
          options={attempts.map((one) => ({
            value: String(one.attempt),
            label: `Attempt ${one.attempt} of ${attempts.length}: ${attemptWords(one, under_way)}`,
          }))}
        />
      )}
      <Facts
        facts={[
          [
            "Began",
            <time key="began" dateTime={chosen.started_at}>
              {timeOfDay(chosen.started_at)}
            </time>,
          ],
          ...(chosen.ended_at
            ? ([
                [
                  "Ended",
                  <time key="ended" dateTime={chosen.ended_at}>
                    {timeOfDay(chosen.ended_at)}
                  </time>,
                ],
              ] as const)
            : []),
          [
            "Took",
            goesOn ? (
              <Duration key="took" since={chosen.started_at} />
            ) : chosen.duration_ms === null ? (
              "It was stopped"
            ) : (
              formatDuration(chosen.duration_ms)
            ),
          ],
          ...(queued_ms !== null && queued_ms >= 1
            ? ([["Queued before", formatDuration(queued_ms)]] as const)
            : []),
          ...(chosen.ended === "retried" && under_way && chosen.retry_at
            ? ([["Tried again", <Countdown key="again" until={chosen.retry_at} />]] as const)
            : []),
        ]}
      />
      {chosen.ended === "lost" && (
        <p className="text-muted text-xs">
          The process that ran this attempt is gone; nobody knows how far it came.
        </p>
      )}
    </section>
  );
}

export function attemptWords({ ended, duration_ms, error }: StepAttempt, under_way: boolean): string {
  const after = duration_ms === null ? "" : ` after ${formatDuration(duration_ms)}`;
  switch (ended) {
    case "completed":
      return `completed${after}`;
    case "failed":
    case "retried":
      return `failed${after}${error ? ` (${error.error_code})` : ""}`;
    case "lost":
      return "lost";
    case "skipped":
      return "stopped";
    case null:
      return under_way ? "under way" : "stopped";
  }
}
