import { isJsonObject } from "@worktrail/shared/json";
import { Braces } from "lucide-react";
import { captionText, counted, type StepView } from "../step-view.ts";

export const transformView: StepView = {
  Icon: Braces,
  caption: (config) => {
    const expression = captionText(config.expression);
    if (expression !== "") return expression;
    if (isJsonObject(config.mapping)) return counted(Object.keys(config.mapping).length, "field", "fields");
    return "Write an expression";
  },
};
