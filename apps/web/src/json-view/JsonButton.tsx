import { Braces } from "lucide-react";
import { useStore } from "zustand";
import { useEditor } from "../store/editor-context.tsx";
import { cn } from "../ui/cn.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { useJsonPane } from "./json-pane-open.ts";
import { jsonTextOf } from "./json-text-of.ts";

/** Shows and hides the text; says so when one waits there that was not taken over. */
export function JsonButton() {
  const { open, toggle } = useJsonPane();
  const waiting = useStore(
    jsonTextOf(useEditor()).state,
    ({ phase }) => phase.name === "broken" || phase.name === "apart",
  );
  return (
    <IconButton
      label={waiting && !open ? "JSON: a text waits to be taken over" : "JSON beside the canvas"}
      aria-pressed={open}
      tooltipSide="bottom"
      onClick={toggle}
      className={cn("relative", open && "bg-hover text-text")}
    >
      <Braces />
      {waiting && !open && (
        <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-warning-text" />
      )}
    </IconButton>
  );
}
