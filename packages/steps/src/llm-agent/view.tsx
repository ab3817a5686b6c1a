import { Bot } from "lucide-react";
import { captionText, type StepView } from "../step-view.ts";

const SIMULATED_MODEL = "demo/echo";

export const llmAgentView: StepView = {
  Icon: Bot,
  caption: (config) => {
    const model = captionText(config.model);
    if (model === "") return "Choose a model";
    const parts = [model];
    if (model === SIMULATED_MODEL) parts.push("simulation");
    if (config.output_schema !== undefined) parts.push("structured");
    return parts.join(" · ");
  },
};
