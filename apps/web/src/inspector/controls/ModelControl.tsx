import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { matchingModels, SIMULATED_MODEL } from "./models.ts";
import { SuggestControl } from "./SuggestControl.tsx";

/** The name of a model. */
export function ModelControl(props: SchemaControlProps) {
  const badge = props.value === SIMULATED_MODEL ? "simulation" : undefined;
  return <SuggestControl {...props} suggest={matchingModels} badge={badge} />;
}
