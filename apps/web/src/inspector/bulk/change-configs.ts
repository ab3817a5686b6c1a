import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Gesture } from "../../gestures/gesture.ts";
import { changeConfig } from "../change-config.ts";
import { type ConfigPatch, patchedConfig } from "./shared-values.ts";

/** Sets the same fields in the config of several steps; edges follow ports that get another id by it. */
export function changeConfigs(step_ids: readonly string[], patch: ConfigPatch, catalog: Catalog): Gesture {
  return (segment) => {
    const configs = new Map(segment.steps.map(({ step_id, config }) => [step_id, config ?? {}]));
    return step_ids.reduce((changed, step_id) => {
      const config = configs.get(step_id);
      return config ? changeConfig(step_id, patchedConfig(config, patch), catalog)(changed) : changed;
    }, segment);
  };
}
