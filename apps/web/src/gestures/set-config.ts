import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { changeStep } from "./change-step.ts";
import type { Gesture } from "./gesture.ts";

/** Replaces a step's whole config. */
export function setConfig(step_id: string, config: JsonObject): Gesture {
  return changeStep(step_id, (step) => (step.config === config ? step : { ...step, config }));
}

/** Sets one top-level field of a step's config; `undefined` removes it. */
export function setConfigField(step_id: string, field: string, value: JsonValue | undefined): Gesture {
  return changeStep(step_id, (step) => {
    const config = step.config ?? {};
    if (value === undefined) {
      if (!Object.hasOwn(config, field)) return step;
      const { [field]: _removed, ...rest } = config;
      return { ...step, config: rest };
    }
    return config[field] === value ? step : { ...step, config: { ...config, [field]: value } };
  });
}
