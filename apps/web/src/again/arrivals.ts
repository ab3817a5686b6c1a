// What a person sees and may edit before one step runs alone, and what is sent of it.
import type { JsonValue } from "@worktrail/shared/json";
import type { Given } from "@worktrail/shared/run/outcomes";
import { neededValues } from "@worktrail/shared/run/start-part";
import { configExpressions } from "@worktrail/shared/segment/config-expressions";
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { stepName } from "../canvas/step-look.ts";
import type { PinnedOutputs } from "./pins.ts";
import { hasOutcome, type Recorded } from "./recorded-values.ts";

/** `large`: recorded, but kept beside the journal and not shown here. */
export type ArrivalSource = "pinned" | "recorded" | "large" | "missing";

export type Arrival = {
  readonly key: string;
  readonly step_id: string;
  readonly port_id: string;
  /** "Fetch orders · output" */
  readonly label: string;
  /** The ports that it arrives at; empty where only an expression names it. */
  readonly into: readonly string[];
  readonly source: ArrivalSource;
  /** JSON; empty where nothing is known. */
  readonly text: string;
};

/** Everything that the step reads of other steps, each with what is known of it. */
export function arrivalsOf(
  graph: SegmentGraph,
  step: GraphStep,
  pinOf: (step_id: string) => PinnedOutputs | null,
  recorded: Recorded | null,
): Arrival[] {
  return neededValues(step).flatMap(({ step_id, port_id, into }) => {
    const from = graph.steps.get(step_id);
    if (!from) return [];
    const known = knownOf(step_id, port_id, pinOf(step_id), recorded);
    const label = `${stepName(from.step, from.contract)} · ${port_id}`;
    return [{ key: `${step_id}.${port_id}`, step_id, port_id, label, into, ...known }];
  });
}

function knownOf(
  step_id: string,
  port_id: string,
  pinned: PinnedOutputs | null,
  recorded: Recorded | null,
): Pick<Arrival, "source" | "text"> {
  if (pinned && Object.hasOwn(pinned, port_id)) return { source: "pinned", text: pretty(pinned[port_id]) };
  const own = pinned ? undefined : recorded?.state.steps[step_id];
  if (!hasOutcome(own) || !Object.hasOwn(own.outputs, port_id)) return { source: "missing", text: "" };
  if (own.stored?.some(({ path }) => path === `/outputs/${port_id}`)) return { source: "large", text: "" };
  return { source: "recorded", text: pretty(own.outputs[port_id]) };
}

const pretty = (value: JsonValue | undefined): string => JSON.stringify(value ?? null, null, 2);

/** Whether what the run works on reaches the step by itself, or is named by one of its expressions. */
export function readsRunInput(step: GraphStep): boolean {
  return (
    step.incoming.length === 0 ||
    configExpressions(step).some(({ text }) => /\brun\s*\.\s*\??input\b/.test(text))
  );
}

export type Written =
  | { ok: true; given: Given; takesOver: boolean }
  /** By `key`: what is wrong there. */
  | { ok: false; problems: Readonly<Record<string, string>> };

/**
 * What is sent: what was recorded and left as it is, is taken over and not sent. A field that is left empty says that
 * nothing arrives that way.
 */
export function readArrivals(arrivals: readonly Arrival[], texts: Readonly<Record<string, string>>): Written {
  const problems: Record<string, string> = {};
  const given: Record<string, { outputs: Record<string, JsonValue>; as: "pinned" | "typed" }> = {};
  let takesOver = false;
  for (const { key, step_id, port_id, source, text: first, into } of arrivals) {
    const text = texts[key] ?? first;
    const isSame = text.trim() === first.trim();
    if (isSame && (source === "recorded" || source === "large")) {
      takesOver = true;
      continue;
    }
    const read = text.trim() === "" ? { ok: true as const } : readJson(text);
    if (!read.ok) {
      problems[key] = NOT_JSON;
      continue;
    }
    // Left out, an output that only an expression names is the server's to ask for.
    if (!("value" in read) && into.length === 0) continue;
    const before = given[step_id];
    const as = isSame && source === "pinned" && before?.as !== "typed" ? "pinned" : "typed";
    const outputs = "value" in read ? { ...before?.outputs, [port_id]: read.value } : { ...before?.outputs };
    given[step_id] = { outputs, as };
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, given, takesOver };
}

export const NOT_JSON = "This is not JSON yet. Look for a missing quote, comma or bracket.";

export function readJson(text: string): { ok: true; value: JsonValue } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
