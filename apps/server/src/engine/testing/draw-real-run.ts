// Random segments of real step types, what the world outside answers, and when the process dies.
import type { JsonValue } from "@worktrail/shared/json";
import type { Edge, Segment, Step } from "@worktrail/shared/segment/schema";
import { block, layOut, type Wanted } from "@worktrail/shared/testing/laws/draw-blocks";
import { digest } from "@worktrail/shared/testing/laws/drawn-world";
import type { TryEnd, Values, World } from "@worktrail/shared/testing/laws/reference-model";
import fc from "fast-check";
import { call, edge, step, transform } from "./segments.ts";

const KINDS = ["call", "call", "call", "transform", "condition", "doubt", "join", "off"] as const;
type Kind = (typeof KINDS)[number];

const draft = fc.record({
  kind: fc.constantFrom(...KINDS),
  fails: fc.constantFrom(0, 0, 0, 1, 1, 2, 99),
  passing: fc.boolean(),
  yes: fc.boolean(),
  on_error: fc.constantFrom<Step["on_error"]>("continue", "continue", "fail", undefined),
  max_attempts: fc.integer({ min: 1, max: 3 }),
  strategy: fc.constantFrom("all", "any", "first"),
  sources: fc.array(fc.nat(), { maxLength: 3 }),
});
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never;

/** What the world outside does next: it answers one of the calls that wait, or the process dies. */
export type Turn = { act: "answer" | "crash"; pick: number };
export type RealRun = { segment: Segment; world: World; turns: readonly Turn[] };

const turns = fc.array(
  fc.record({
    act: fc.constantFrom("answer" as const, "answer" as const, "crash" as const),
    pick: fc.nat(50),
  }),
  { maxLength: 8 },
);

const webs = fc.array(draft, { minLength: 2, maxLength: 9 }).map((drafts) => ({
  drafts,
  steps: drafts.map((drawn, index) => stepOf(drawn, drawn.kind, `s${index}`)),
  edges: drafts.flatMap(({ kind, sources }, index) => {
    const earlier = [...new Set(sources.map((source) => source % Math.max(1, index)))];
    return earlier
      .filter((at) => at < index)
      .map((at, branch) => {
        const sides = ["condition", "doubt"].includes(drafts[at]?.kind ?? "");
        const port = sides ? (branch % 2 ? "true" : "false") : "output";
        return edge(`s${at}.${port} > s${index}.${kind === "join" ? `branch_${branch + 1}` : "input"}`);
      });
  }),
}));

const nested = fc.tuple(block, fc.array(draft, { minLength: 3, maxLength: 8 })).map(([drawn, drafts]) => {
  const used: Draft[] = [];
  const made = layOut(drawn, (wanted, step_id) => {
    const next = drafts[used.length % drafts.length];
    if (!next) throw new RangeError("There is always a draft.");
    used.push(next);
    return wantedStep(next, wanted, step_id);
  });
  return { drafts: used, ...made };
});

export const realRun: fc.Arbitrary<RealRun> = fc
  .tuple(fc.oneof(webs, nested), turns)
  .map(([{ drafts, steps, edges }, drawnTurns]) => ({
    segment: { segment_id: "drawn", name: "Drawn", version: "1.0.0", steps, edges: singly(steps, edges) },
    world: worldOf(drafts, steps),
    turns: drawnTurns,
  }));

/** Into a port of a join that does not wait leads one edge, so that its output tells which it took. */
function singly(steps: readonly Step[], edges: readonly Edge[]): Edge[] {
  const taken = new Set<string>();
  return edges.filter(({ target_step, target_port }) => {
    const target = steps.find(({ step_id }) => step_id === target_step);
    if ((target?.config?.strategy ?? "all") === "all") return true;
    const key = `${target_step}.${target_port}`;
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

function wantedStep(drawn: Draft, { step_type, config }: Wanted, step_id: string): Step {
  if (step_type === "work") return stepOf(drawn, drawn.kind === "transform" ? "transform" : "call", step_id);
  if (step_type === "condition") return stepOf(drawn, "condition", step_id);
  return step(step_id, step_type, config);
}

function stepOf(drawn: Draft, kind: Kind, id: string): Step {
  const { on_error, max_attempts, strategy, yes } = drawn;
  switch (kind) {
    case "call":
      return call(
        id,
        { ...(on_error && { on_error }), retry: { max_attempts, delay_seconds: 0.001 } },
        { body: "{{ to_json(inputs) }}" },
      );
    case "off":
      return transform(id, "'never'", { disabled: true });
    case "condition":
      return step(id, "condition", { expression: String(yes) });
    case "doubt":
      return step(id, "condition", { expression: "'maybe'" }, on_error && { on_error });
    case "join":
      return step(id, "parallel_join", { branches: 3, strategy });
    case "transform":
      return transform(id, "{'got': data, 'size': inputs.size()}");
  }
}

function worldOf(drafts: readonly Draft[], steps: readonly Step[]): World {
  const draftOf = new Map(steps.map(({ step_id }, index) => [step_id, drafts[index]]));
  return {
    input: { order: 7 },
    attempt: (made, number, inputs) => tryOf(made, draftOf.get(made.step_id), number, inputs),
  };
}

function tryOf(made: Step, drawn: Draft | undefined, number: number, inputs: Values): TryEnd {
  const data = Object.values(inputs)[0] ?? null;
  switch (made.step_type) {
    case "http_action": {
      if (drawn && number <= drawn.fails)
        return { code: "HTTP_STATUS", message: "", recoverable: drawn.passing };
      const body = bodyOf(made.step_id, inputs);
      const response = { status: 200, headers: { "content-type": "application/json" }, body };
      return { outputs: { output: body, response } };
    }
    case "condition": {
      const side = made.config?.expression;
      if (side !== "true" && side !== "false")
        return { code: "CONDITION_NOT_BOOLEAN", message: "", recoverable: false };
      return { outputs: { [side]: data } };
    }
    case "parallel_split": {
      const branches = Array.from({ length: Number(made.config?.branches) }, (_, index) => index + 1);
      return { outputs: Object.fromEntries(branches.map((branch) => [`branch_${branch}`, data])) };
    }
    case "parallel_join":
      return { outputs: { output: inputs } };
    default:
      return { outputs: { output: { got: data, size: Object.keys(inputs).length } } };
  }
}

/** What the world outside answers to a step, given what the step sent. */
export function bodyOf(step_id: string, sent: JsonValue): JsonValue {
  return { of: step_id, saw: digest(sent) };
}
