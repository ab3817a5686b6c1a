import { assertNever } from "@worktrail/shared/errors";
import { Check, CloudOff, Pencil, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { AutosavePhase, RefusedPlace } from "../store/autosave.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/Popover.tsx";
import { Spinner } from "../ui/Spinner.tsx";

/** Whether the server has what is drawn, in one word; what stands in the way opens from it. */
export function SaveState({ autosaver }: { autosaver: Autosaver }) {
  const editor = useEditor();
  const { phase, attempt } = useStore(autosaver.state);
  const { icon, word, help } = lookOf(phase);
  // While a lost save is tried again, what was opened from here stays open.
  const trying = phase.name === "saving" && attempt > 0;
  const look =
    "inline-flex items-center gap-1 whitespace-nowrap rounded-md px-1 text-muted text-xs [&_svg]:size-3.5";
  if (trying || phase.name === "offline" || phase.name === "refused" || phase.name === "signed_out") {
    return (
      <Popover>
        <PopoverTrigger className={cn(look, "py-1 hover:bg-hover")} data-save-state={phase.name}>
          {icon}
          <span role="status">{word}</span>
        </PopoverTrigger>
        <PopoverContent align="start" className="w-80">
          <p>{help}</p>
          {phase.name === "refused" && <RefusedPlaces places={phase.places} />}
          <Button size="sm" className="mt-3" onClick={() => void autosaver.flush()}>
            Save again
          </Button>
        </PopoverContent>
      </Popover>
    );
  }
  if (phase.name === "conflict") {
    return (
      <button
        type="button"
        title={help}
        data-save-state={phase.name}
        onClick={() => editor.session.setState({ conflict_put_off: false })}
        className={cn(look, "py-1 hover:bg-hover")}
      >
        {icon}
        <span role="status">{word}</span>
      </button>
    );
  }
  return (
    <span role="status" title={help} data-save-state={phase.name} className={look}>
      {icon}
      {word}
    </span>
  );
}

function RefusedPlaces({ places }: { places: readonly RefusedPlace[] }) {
  return (
    <ul className="mt-2 flex max-h-60 flex-col gap-1.5 overflow-y-auto">
      {places.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {message} <code className="font-mono text-muted text-xs">{path}</code>
        </li>
      ))}
    </ul>
  );
}

function lookOf(phase: AutosavePhase): { icon: ReactNode; word: string; help: string } {
  switch (phase.name) {
    case "saved":
      return { icon: <Check />, word: "Saved", help: "Everything is on the server." };
    case "unsaved":
      return { icon: <Pencil />, word: "Unsaved", help: "Will be saved in a moment." };
    case "saving":
      return { icon: <Spinner />, word: "Saving…", help: "On its way to the server." };
    case "offline":
      return {
        icon: <CloudOff className="text-warning-text" />,
        word: "Offline",
        help: `${phase.message} Your edits are kept in this browser and sent when it answers.`,
      };
    case "conflict":
      return {
        icon: <TriangleAlert className="text-danger-text" />,
        word: "Conflict",
        help: "Someone else saved this segment. Choose whose version to keep.",
      };
    case "refused":
      return {
        icon: <TriangleAlert className="text-danger-text" />,
        word: "Not saved",
        help: `${phase.message} Your edits are kept in this browser.`,
      };
    case "signed_out":
      return {
        icon: <CloudOff className="text-warning-text" />,
        word: "Signed out",
        help: "Sign in again; your edits are kept in this browser and offered then.",
      };
    default:
      return assertNever(phase);
  }
}
