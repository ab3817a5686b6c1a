import { Split } from "lucide-react";
import { branchCount } from "../ports.ts";
import { counted, type StepView } from "../step-view.ts";

export const parallelSplitView: StepView = {
  Icon: Split,
  caption: (config) => counted(branchCount(config), "branch", "branches"),
};
