// The timeline in words: what a tooltip, a screen reader and the summary of the critical path say.
import { assertNever } from "@worktrail/shared/errors";
import type { EventOf } from "@worktrail/shared/run/events";
import { formatDuration } from "../ui/duration.ts";
import type { Child, Mark, Part, PartEnd, PartKind, Track } from "./timeline-model.ts";

/** "120 + 40 tokens, $0.0003". */
export function modelWords(call: EventOf<"llm.call_completed">["payload"]): string {
  const { input_tokens, output_tokens, cost_usd, simulated } = call;
  const cost = cost_usd ? `, $${cost_usd.toFixed(cost_usd < 0.01 ? 4 : 2)}` : "";
  return `${input_tokens} + ${output_tokens} tokens${cost}${simulated ? ", simulated" : ""}`;
}

/** A time of less than a millisecond is still a time. */
export function timeWords(ms: number): string {
  return ms > 0 && ms < 1 ? "under 1 ms" : formatDuration(ms);
}

export function partLength(part: Part, now: number): number {
  return part.measured_ms ?? Math.max(0, (part.end ?? now) - part.start);
}

/** "queued 12 ms", "ran 1.2 s, failed", "waits for a person since 3 min". */
export function partWords(part: Part, now: number): string {
  const time = timeWords(partLength(part, now));
  const end = part.ended ? END_WORDS[part.ended] : "";
  const words =
    part.end === null ? `${OPEN_WORDS[part.kind]} for ${time}` : `${CLOSED_WORDS[part.kind]} ${time}`;
  return [words, end, part.note && shortened(part.note)].filter(Boolean).join(", ");
}

const SHOWN_CHARACTERS = 160;
/** An error may be a page of text; the details of the step show all of it. */
function shortened(note: string): string {
  return note.length > SHOWN_CHARACTERS ? `${note.slice(0, SHOWN_CHARACTERS - 1)}…` : note;
}

const OPEN_WORDS: Readonly<Record<PartKind, string>> = {
  queued: "queued",
  running: "running",
  runs_below: "its own runs have been under way",
  person: "waiting for a person",
  back_off: "waiting to try again",
  call: "waiting for the answer",
};
const CLOSED_WORDS: Readonly<Record<PartKind, string>> = {
  queued: "queued",
  running: "ran",
  runs_below: "its own runs took",
  person: "waited for a person",
  back_off: "waited to try again",
  call: "took",
};
const END_WORDS: Readonly<Record<PartEnd, string>> = {
  went_on: "",
  completed: "completed",
  failed: "failed",
  retried: "failed, tried again",
  lost: "lost with its process",
  skipped: "skipped: its result was no longer needed",
  cancelled: "cut off with the run",
};

/** "attempt 2 of 3"; nothing where there was only one. */
export function attemptWords(attempt: number, attempts: number): string {
  return attempts > 1 ? `attempt ${attempt} of ${attempts}` : "";
}

export const MARK_WORDS: Readonly<Record<Mark["kind"], string>> = {
  skipped: "skipped",
  disabled: "disabled: what arrived went on as it was",
  not_asked: "not part of what was asked for",
  given: "not executed: its output was given",
  taken_over: "taken over from an earlier run",
};

export function childName({ kind, name, run }: Child): string {
  switch (kind) {
    case "run":
      return `Run ${run?.iteration ?? 1} of ${name}`;
    case "http":
    case "tool":
    case "model":
      return name;
    default:
      return assertNever(kind);
  }
}

/** "queued 12 ms, ran 1.2 s, waited 3 min": a row as a whole. */
export function rowWords({ parts, marks }: Pick<Track, "parts" | "marks">, now: number): string {
  const sums = new Map<string, number>();
  for (const part of parts) {
    const word = SUM_WORDS[part.kind];
    sums.set(word, (sums.get(word) ?? 0) + partLength(part, now));
  }
  const times = [...sums].map(([word, ms]) => `${word} ${timeWords(ms)}`);
  return [...times, ...marks.map(({ kind }) => MARK_WORDS[kind])].join(", ");
}

const SUM_WORDS: Readonly<Record<PartKind, string>> = {
  queued: "queued",
  running: "ran",
  runs_below: "own runs",
  person: "waited for a person",
  back_off: "waited to try again",
  call: "took",
};
