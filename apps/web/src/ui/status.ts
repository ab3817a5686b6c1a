// Every status of a step or a run: its word, its icon and its colours, in one place for canvas, lists and badges.
import type { RunStatus, StepStatus } from "@worktrail/shared/run/state";
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  HeartOff,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  SkipForward,
  TimerOff,
} from "lucide-react";

/** Every status that a step or a run can have. `stale`: it should be running, and nobody shows that it is. */
export type Status = StepStatus | RunStatus | "stale";

export interface StatusLook {
  word: string;
  icon: LucideIcon;
  /** Tailwind classes; `tint` is a quiet ground on which `text` stays legible. */
  text: string;
  tint: string;
  border: string;
  /** For SVG strokes and inline styles: `var(--status-…)`. */
  color: string;
  /** Whether the icon turns while this lasts. */
  moving?: true;
}

export const statusLooks: Record<Status, StatusLook> = {
  pending: {
    word: "Not started",
    icon: CircleDashed,
    text: "text-muted",
    tint: "bg-hover",
    border: "border-line",
    color: "var(--line-strong)",
  },
  queued: {
    word: "Queued",
    icon: CircleDashed,
    text: "text-status-queued",
    tint: "bg-status-queued/10",
    border: "border-status-queued",
    color: "var(--status-queued)",
  },
  // Ready, and held back until there is room.
  scheduled: {
    word: "Queued",
    icon: Clock,
    text: "text-status-scheduled",
    tint: "bg-status-scheduled/10",
    border: "border-status-scheduled",
    color: "var(--status-scheduled)",
  },
  running: {
    word: "Running",
    icon: LoaderCircle,
    text: "text-status-running",
    tint: "bg-status-running/10",
    border: "border-status-running",
    color: "var(--status-running)",
    moving: true,
  },
  stale: {
    word: "No sign of life",
    icon: HeartOff,
    text: "text-status-timed-out",
    tint: "bg-status-timed-out/10",
    border: "border-status-timed-out",
    color: "var(--status-timed-out)",
  },
  waiting: {
    word: "Waiting",
    icon: Hourglass,
    text: "text-status-waiting",
    tint: "bg-status-waiting/10",
    border: "border-status-waiting",
    color: "var(--status-waiting)",
  },
  paused: {
    word: "Paused",
    icon: CirclePause,
    text: "text-status-paused",
    tint: "bg-status-paused/10",
    border: "border-status-paused",
    color: "var(--status-paused)",
  },
  retrying: {
    word: "Retrying",
    icon: RotateCw,
    text: "text-status-retrying",
    tint: "bg-status-retrying/10",
    border: "border-status-retrying",
    color: "var(--status-retrying)",
    moving: true,
  },
  completed: {
    word: "Completed",
    icon: CircleCheck,
    text: "text-status-completed",
    tint: "bg-status-completed/10",
    border: "border-status-completed",
    color: "var(--status-completed)",
  },
  failed: {
    word: "Failed",
    icon: CircleX,
    text: "text-status-failed",
    tint: "bg-status-failed/10",
    border: "border-status-failed",
    color: "var(--status-failed)",
  },
  skipped: {
    word: "Skipped",
    icon: SkipForward,
    text: "text-status-skipped",
    tint: "bg-status-skipped/10",
    border: "border-status-skipped",
    color: "var(--status-skipped)",
  },
  cancelled: {
    word: "Cancelled",
    icon: Ban,
    text: "text-status-cancelled",
    tint: "bg-status-cancelled/10",
    border: "border-status-cancelled",
    color: "var(--status-cancelled)",
  },
  timed_out: {
    word: "Timed out",
    icon: TimerOff,
    text: "text-status-timed-out",
    tint: "bg-status-timed-out/10",
    border: "border-status-timed-out",
    color: "var(--status-timed-out)",
  },
};
