import type { StoredValue } from "@worktrail/shared/run/events";
import { stepInputs } from "@worktrail/shared/run/flow";
import type { ResolvedConfig } from "@worktrail/shared/run/resolved-config";
import type { RunState } from "@worktrail/shared/run/state";
import { parseConfig } from "@worktrail/shared/run/step-config";
import { firstInput } from "@worktrail/shared/run/step-scope";
import { storedInputs } from "@worktrail/shared/run/stored-values";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { LlmMessage } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "@worktrail/steps/contracts";
import { firstMessages } from "@worktrail/steps/llm-agent/messages";

export type PromptReading =
  | { readonly kind: "messages"; readonly messages: readonly LlmMessage[] }
  | { readonly kind: "needs"; readonly stored: readonly StoredValue[] }
  | { readonly kind: "failed"; readonly message: string };

/** What the step asked its model first, made by the function that the step itself uses. */
export function promptOf(
  step: GraphStep,
  state: RunState,
  { config, expressions }: ResolvedConfig,
): PromptReading {
  const missing = expressions.flatMap(({ result }) => (result.kind === "needs" ? result.stored : []));
  const first = step.ports.inputs[0]?.port_id ?? "";
  // Without a prompt the input itself is the message.
  if (step.step.config?.prompt === undefined) missing.push(...(storedInputs(step, state)[first] ?? []));
  if (missing.length > 0) return { kind: "needs", stored: missing };
  if (config === null) {
    const failed = expressions.find(({ result }) => result.kind === "failed");
    const why = failed?.result.kind === "failed" ? failed.result.message : "";
    return { kind: "failed", message: `The prompt has no value, since a template has none. ${why}`.trim() };
  }
  try {
    // The contract of this step type has just parsed it.
    const parsed = parseConfig(step, config) as ConfigOf<"llm_agent">;
    return { kind: "messages", messages: firstMessages(parsed, firstInput(step, stepInputs(step, state))) };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { kind: "failed", message: error.message };
  }
}
