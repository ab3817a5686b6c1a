import type { PaperColor } from "@worktrail/shared/segment/schema";
import type { StepCategory } from "@worktrail/shared/step/define-step";
import type { Status } from "../ui/status.ts";
import { PICTURE_TOKENS } from "./picture-tokens.ts";

export type PictureTheme = "light" | "dark";

type Token = keyof typeof PICTURE_TOKENS;

/** Every colour that a picture uses, as #rrggbb. */
export type PictureColors = {
  readonly ground: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly port: string;
  readonly category: (category: StepCategory) => { ink: string; tile: string };
  readonly status: (status: Status) => string;
  readonly paper: (color: PaperColor) => { fill: string; border: string };
};

const STATUS_TOKENS: Readonly<Record<Status, Token>> = {
  pending: "line-strong",
  queued: "status-queued",
  scheduled: "status-scheduled",
  running: "status-running",
  stale: "status-timed-out",
  waiting: "status-waiting",
  paused: "status-paused",
  retrying: "status-retrying",
  completed: "status-completed",
  failed: "status-failed",
  skipped: "status-skipped",
  cancelled: "status-cancelled",
  timed_out: "status-timed-out",
};

export function pictureColors(theme: PictureTheme): PictureColors {
  const token = (name: Token) => PICTURE_TOKENS[name][theme];
  return {
    ground: token("surface"),
    card: token("raised"),
    border: mixed(token("line-strong"), token("line"), 0.45),
    text: token("text"),
    muted: token("muted"),
    edge: mixed(token("muted"), token("surface"), 0.62),
    port: mixed(token("line-strong"), token("text"), 0.9),
    category: (category) => {
      const ink = token(`category-${category}`);
      return { ink, tile: mixed(ink, token("raised"), 0.13) };
    },
    status: (status) => token(STATUS_TOKENS[status]),
    paper: (color) => ({ fill: token(`paper-${color}`), border: token(`paper-${color}-line`) }),
  };
}

/** `share` of the first colour, the rest of the second. */
function mixed(first: string, second: string, share: number): string {
  const [one, other] = [channels(first), channels(second)];
  const parts = one.map((value, index) => Math.round(value * share + (other[index] ?? 0) * (1 - share)));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
