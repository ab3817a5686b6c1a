import { UserCheck } from "lucide-react";
import { captionText, counted, type StepView } from "../step-view.ts";

export const humanTaskView: StepView = {
  Icon: UserCheck,
  caption: (config) => {
    const type = captionText(config.task_type) || "approval";
    const options = Array.isArray(config.options) ? config.options.length : 0;
    const parts = [type];
    if (type === "choice") parts.push(counted(options, "option", "options"));
    const groups = Array.isArray(config.candidate_groups) ? config.candidate_groups : [];
    const who = captionText(config.assignee_ref) || groups.map(captionText).filter(Boolean).join(", ");
    parts.push(who || "anyone");
    return parts.join(" · ");
  },
};
