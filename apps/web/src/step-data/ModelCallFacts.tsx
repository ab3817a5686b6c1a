import { dollars } from "../runs/cost-words.ts";
import { Facts } from "../runs/Section.tsx";
import { Badge } from "../ui/Badge.tsx";
import { formatDuration } from "../ui/duration.ts";
import type { ModelCall } from "./step-attempts.ts";

const REASONS: Readonly<Record<string, string>> = {
  stop: "The model was done",
  length: "It used up the tokens it may use",
  content_filter: "The provider cut it off for its content",
  tool_calls: "It asked for a tool",
};

/** What a call of a model took: tokens, money and time. */
export function ModelCallFacts({ call }: { call: ModelCall }) {
  const { model, simulated, input_tokens, output_tokens, cost_usd, latency_ms, finish_reason } = call;
  const reason = Object.hasOwn(REASONS, finish_reason) ? REASONS[finish_reason] : undefined;
  return (
    <Facts
      facts={[
        [
          "Model",
          <span key="model" className="flex flex-wrap items-center gap-2">
            <code className="font-mono text-xs">{model}</code>
            {simulated && <Badge tone="warning">Simulation</Badge>}
          </span>,
        ],
        ["Tokens", `${input_tokens.toLocaleString("en")} in, ${output_tokens.toLocaleString("en")} out`],
        [
          "Cost",
          simulated ? "None: simulation" : cost_usd === null ? "Unknown: no price" : dollars(cost_usd),
        ],
        ["Took", formatDuration(latency_ms)],
        ["Ended", reason ? `${reason} (${finish_reason})` : finish_reason],
      ]}
    />
  );
}
