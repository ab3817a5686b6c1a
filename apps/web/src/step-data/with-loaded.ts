import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import type { RunState } from "@worktrail/shared/run/state";
import { storedIn, withStored } from "@worktrail/shared/run/stored-values";

/** The state with values in place that were fetched: they count as kept aside no longer. */
export function withLoaded(state: RunState, values: ReadonlyMap<string, JsonValue>): RunState {
  if (values.size === 0) return state;
  const whole = withStored(state, storedIn(state), values);
  const left = (stored: readonly StoredValue[] | undefined) =>
    stored?.filter(({ hash }) => !values.has(hash));
  const { stored, ...rest } = whole;
  const steps = Object.fromEntries(
    Object.entries(whole.steps).map(([step_id, { stored: own, ...step }]) => [
      step_id,
      own === undefined ? step : { ...step, stored: left(own) ?? [] },
    ]),
  );
  return { ...rest, steps, ...(stored && { stored: left(stored) ?? [] }) };
}
