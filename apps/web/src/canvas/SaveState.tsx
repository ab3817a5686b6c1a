import { assertNever } from "@worktrail/shared/errors";
import { Check, CloudOff, Pencil, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { AutosavePhase } from "../store/autosave.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { Spinner } from "../ui/Spinner.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";

/** Whether the server has what is drawn, in one word; the tooltip says what to do. */
export function SaveState({ autosaver }: { autosaver: Autosaver }) {
  const phase = useStore(autosaver.state, (state) => state.phase);
  const { icon, word, help } = lookOf(phase);
  return (
    <Tooltip label={help} side="bottom">
      <span
        role="status"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard.
        tabIndex={0}
        data-save-state={phase.name}
        className="inline-flex items-center gap-1 whitespace-nowrap rounded-md px-1 text-muted text-xs [&_svg]:size-3.5"
      >
        {icon}
        {word}
      </span>
    </Tooltip>
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
