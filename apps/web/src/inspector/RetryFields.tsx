import type { RetryPolicy } from "@worktrail/shared/segment/schema";
import { DurationField } from "./DurationField.tsx";
import { NumberField } from "./NumberField.tsx";
import { type LocalProblem, messagesAt } from "./problems-at.ts";

interface RetryFieldsProps {
  retry: RetryPolicy | undefined;
  /** How often the step is tried when it has no policy of its own. */
  defaultAttempts: number;
  problems: readonly LocalProblem[];
  /** The policies of the steps that these fields stand for differ. */
  mixed?: boolean;
  onChange: (retry: RetryPolicy | undefined, field: string) => void;
  onLeave: () => void;
}

const DAY = 86_400;
/** What applies where the policy says nothing. */
const DELAYS = [
  { field: "delay_seconds", label: "First delay", placeholder: "1 s" },
  { field: "max_delay_seconds", label: "Longest delay", placeholder: "1 min" },
] as const;
const DELAY_BOUNDS = { above: 0, max: DAY };

/** How often a step is tried, and how long it waits in between. */
export function RetryFields(props: RetryFieldsProps) {
  const { retry, defaultAttempts, problems, mixed = false, onChange, onLeave } = props;
  return (
    <div className="flex flex-col gap-3">
      <NumberField
        label="Attempts"
        hint="How often the step is tried. Only errors that can pass, such as a network fault, are tried again."
        path="/retry/max_attempts"
        value={retry?.max_attempts}
        bounds={{ min: 1, max: 100, integer: true }}
        placeholder={mixed ? "Mixed" : String(defaultAttempts)}
        messages={messagesAt(problems, "/retry")}
        onCommit={(max_attempts) =>
          onChange(max_attempts === undefined ? undefined : { ...retry, max_attempts }, "max_attempts")
        }
        onLeave={onLeave}
      />
      {retry && retry.max_attempts > 1 && (
        <div className="flex flex-col gap-1.5">
          <div className="flex items-start gap-2">
            {DELAYS.map(({ field, label, placeholder }) => (
              <DurationField
                key={field}
                label={label}
                path={`/retry/${field}`}
                value={retry[field]}
                unit="seconds"
                bounds={DELAY_BOUNDS}
                placeholder={placeholder}
                onCommit={(value) => onChange(withDelay(retry, field, value), field)}
                onLeave={onLeave}
              />
            ))}
            <NumberField
              label="Growth"
              path="/retry/backoff"
              value={retry.backoff}
              bounds={{ min: 1, max: 10 }}
              placeholder="2"
              onCommit={(value) => onChange(withDelay(retry, "backoff", value), "backoff")}
              onLeave={onLeave}
            />
          </div>
          <p className="text-muted text-xs">
            The delay is multiplied by the growth after each attempt, up to the longest.
          </p>
        </div>
      )}
    </div>
  );
}

function withDelay(
  retry: RetryPolicy,
  field: (typeof DELAYS)[number]["field"] | "backoff",
  value: number | undefined,
): RetryPolicy {
  const { [field]: _old, ...rest } = retry;
  return value === undefined ? rest : { ...rest, [field]: value };
}
