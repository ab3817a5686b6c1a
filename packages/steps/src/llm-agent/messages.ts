import type { JsonValue } from "@worktrail/shared/json";
import type { LlmMessage } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

/**
 * What a model is asked first. The journal does not keep it: whoever shows it computes it from the same config.
 * @param config with its templates filled in
 * @param data the value on the step's first input
 */
export function firstMessages(
  config: Pick<ConfigOf<"llm_agent">, "prompt" | "system_prompt">,
  data: JsonValue,
): LlmMessage[] {
  const input = typeof data === "string" ? data : JSON.stringify(data);
  const user: LlmMessage = { role: "user", content: config.prompt ?? input };
  return config.system_prompt?.trim() ? [{ role: "system", content: config.system_prompt }, user] : [user];
}
