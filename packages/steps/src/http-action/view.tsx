import { Globe } from "lucide-react";
import { captionText, type StepView } from "../step-view.ts";

export const httpActionView: StepView = {
  Icon: Globe,
  caption: (config) => {
    const url = captionText(config.url);
    return url === "" ? "Write the address" : `${captionText(config.method) || "GET"} ${pathOf(url)}`;
  },
};

/** What comes after the host, or after the template that stands for it; the host where nothing does. */
function pathOf(url: string): string {
  const address = url.replace(/^https?:\/\//i, "");
  const templateEnd = address.startsWith("{{") ? address.indexOf("}}") : -1;
  const slash = address.indexOf("/", templateEnd === -1 ? 0 : templateEnd + 2);
  const path = slash === -1 ? "" : (address.slice(slash).split("?")[0] ?? "");
  return path === "" || path === "/" ? address : path;
}
