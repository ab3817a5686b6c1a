import { GitBranch } from "lucide-react";
import { captionText, type StepView } from "../step-view.ts";

export const conditionView: StepView = {
  Icon: GitBranch,
  caption: (config) => captionText(config.expression) || "Write a condition",
};
