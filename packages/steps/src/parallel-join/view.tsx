import { Merge } from "lucide-react";
import { branchCount } from "../ports.ts";
import { captionText, type StepView } from "../step-view.ts";

export const parallelJoinView: StepView = {
  Icon: Merge,
  caption: (config) => `${captionText(config.strategy) || "all"} of ${branchCount(config)}`,
};
