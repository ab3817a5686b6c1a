import { Workflow } from "lucide-react";
import { captionText, type StepView } from "../step-view.ts";
import { NO_SEGMENT } from "./contract.ts";

const MODE_WORDS: Readonly<Record<string, string>> = { for_each: "for each", until: "until" };

export const subSegmentView: StepView = {
  Icon: Workflow,
  caption: (config) => {
    const segment = captionText(config.segment_id);
    if (segment === "" || segment === NO_SEGMENT) return "Choose a segment";
    const words = MODE_WORDS[captionText(config.mode)];
    return words === undefined ? segment : `${segment} · ${words}`;
  },
};
