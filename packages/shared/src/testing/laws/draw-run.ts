// Random runs: a segment, what each step of it comes to, and what befalls the process meanwhile.
import fc from "fast-check";
import type { JsonObject } from "../../json.ts";
import { stepPorts } from "../../segment/ports.ts";
import type { Edge, Segment, Step } from "../../segment/schema.ts";
import { testCatalog } from "../test-catalog.ts";
import { type Block, block, layOut } from "./draw-blocks.ts";

/** What a step comes to: it fails so many times, and then gives values on some of its ports. */
export type StepScript = {
  fails: number;
  /** Whether its failures can pass. */
  recoverable: boolean;
  /** A bit for each port that gets a value. */
  ports: number;
  /** Of a human task: nobody answers. */
  expires: boolean;
  children: ChildrenScript;
};

/** Of a step that runs another segment. */
export type ChildrenScript = {
  mode: "once" | "for_each" | "until";
  count: number;
  max_concurrency: number;
  on_item_error: "fail" | "continue";
  /** How often each of its runs fails. */
  fails: readonly number[];
};

/** What happens next: something under way ends, time passes, the process dies, somebody pauses or resumes. */
export type Chapter = { act: "end" | "wake" | "crash" | "pause" | "cancel"; pick: number };

export type DrawnRun = {
  segment: Segment;
  scripts: Readonly<Record<string, StepScript>>;
  chapters: readonly Chapter[];
  /** How often a run that ended badly is opened again. */
  reopenings: number;
  /** The step that another run starts from, once this one has ended; null for no other run. */
  again_from: string | null;
};

const TYPES = Object.keys(testCatalog);
const rarely = (chance: number) => fc.nat(chance - 1).map((drawn) => drawn === chance - 1);

const arbitraryScript: fc.Arbitrary<StepScript> = fc.record({
  fails: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3, 99),
  recoverable: fc.constantFrom(true, true, false),
  ports: fc.constantFrom(255, 255, 255, 1, 2, 3, 0),
  expires: rarely(6),
  children: fc.record({
    mode: fc.constantFrom("once" as const, "for_each" as const, "until" as const),
    count: fc.integer({ min: 1, max: 4 }),
    max_concurrency: fc.integer({ min: 1, max: 3 }),
    on_item_error: fc.constantFrom("fail" as const, "continue" as const),
    fails: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 4, maxLength: 4 }),
  }),
});

const arbitraryStep = fc.record({
  step_type: fc.constantFrom(...TYPES),
  on_error: fc.constantFrom<Step["on_error"]>("fail", "continue", "continue", "route"),
  branches: fc.integer({ min: 2, max: 4 }),
  strategy: fc.constantFrom("all", "any", "first"),
  max_attempts: fc.constantFrom(0, 1, 2, 3, 4),
  disabled: rarely(8),
  repeatable: rarely(4).map((not) => !not),
  script: arbitraryScript,
});
type StepDraft = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

const arbitraryChapter: fc.Arbitrary<Chapter> = fc.record({
  act: fc.constantFrom(
    ...(["end", "end", "end", "end", "end", "end", "wake", "crash", "crash", "pause"] as const),
  ),
  pick: fc.nat(1000),
});

const arbitraryStory = fc.record({
  chapters: fc.array(arbitraryChapter, { maxLength: 40 }),
  cancel_at: fc.option(fc.nat(20), { freq: 12 }),
  reopenings: fc.constantFrom(0, 0, 1, 2),
  again_from: fc.option(fc.nat(20), { freq: 3 }),
  params: fc.record(
    {
      max_concurrency: fc.integer({ min: 1, max: 4 }),
      max_retries: fc.nat(2),
      timeout_seconds: fc.constantFrom(20, 5_000),
    },
    { requiredKeys: [] },
  ),
});

const arbitraryWeb = fc.record({
  drafts: fc.array(arbitraryStep, { minLength: 1, maxLength: 12 }),
  links: fc.array(fc.record({ from: fc.nat(), to: fc.nat(), source: fc.nat(), target: fc.nat() }), {
    maxLength: 24,
  }),
});

/** Steps that are joined at random, mostly not as anybody would draw them. */
const webs = fc.tuple(arbitraryWeb, arbitraryStory).map(([{ drafts, links }, story]) => {
  const steps = drafts.map((draft, index) => toStep(draft, `s${index}`));
  const edges = links.flatMap(({ from, to, source, target }): Edge[] => {
    const [low = 0, high = 0] = [from % steps.length, to % steps.length].sort((a, b) => a - b);
    const [earlier, later] = [steps[low], steps[high]];
    if (!earlier || !later || earlier === later) return [];
    const outputs = stepPorts(earlier, testCatalog).outputs;
    const inputs = stepPorts(later, testCatalog).inputs;
    const source_port = outputs[source % outputs.length]?.port_id ?? "output";
    const target_port = inputs[target % inputs.length]?.port_id ?? "input";
    return [{ source_step: earlier.step_id, source_port, target_step: later.step_id, target_port }];
  });
  return toRun(drafts, steps, edges, story);
});

/** Rows, choices and fans nested in each other: segments as people draw them. */
const blocks = fc
  .tuple(block, fc.array(arbitraryStep, { minLength: 4, maxLength: 12 }), arbitraryStory)
  .map(([drawn, drafts, story]) => {
    const { steps, edges, used } = laidOut(drawn, drafts);
    return toRun(used, steps, edges, story);
  });

export const drawnRun: fc.Arbitrary<DrawnRun> = fc.oneof(webs, blocks);

function laidOut(drawn: Block, drafts: readonly StepDraft[]) {
  const used: StepDraft[] = [];
  const { steps, edges } = layOut(drawn, ({ step_type, config }, step_id) => {
    const draft = drafts[used.length % drafts.length];
    if (!draft) throw new RangeError("There is always a draft.");
    const own = step_type === "work" ? leafOf(draft) : { ...draft, step_type, disabled: false };
    used.push(own);
    return { ...toStep(own, step_id), ...(config ? { config } : {}) };
  });
  return { steps, edges, used };
}

/** In nested drawings what does the work has one way in and one way out. */
function leafOf(draft: StepDraft): StepDraft {
  const usual = ["transform", "llm_agent", "http_action", "sub_segment"];
  const step_type = usual[TYPES.indexOf(draft.step_type) % usual.length] ?? "transform";
  return { ...draft, step_type, script: { ...draft.script, ports: 255 } };
}

function toStep(draft: StepDraft, step_id: string): Step {
  const { step_type, on_error, branches, strategy, max_attempts, disabled } = draft;
  const config: JsonObject = { branches, strategy };
  if (step_type === "human_task" && draft.script.expires) {
    config.timeout_hours = 1;
    if (draft.script.fails > 0) Object.assign(config, { on_timeout: "escalate", escalation_chain: ["lead"] });
  }
  const step: Step = { step_id, step_type, config, disabled, repeatable: draft.repeatable };
  if (on_error) step.on_error = on_error;
  if (max_attempts > 0) step.retry = { max_attempts };
  return step;
}

type Story = typeof arbitraryStory extends fc.Arbitrary<infer Value> ? Value : never;

function toRun(drafts: readonly StepDraft[], steps: Step[], edges: Edge[], story: Story): DrawnRun {
  const scripts = Object.fromEntries(
    steps.map((step, index) => [step.step_id, drafts[index]?.script ?? QUIET] as const),
  );
  const { params, cancel_at, reopenings } = story;
  const chapters = story.chapters.map((chapter, at) =>
    at === cancel_at ? { ...chapter, act: "cancel" as const } : chapter,
  );
  const segment: Segment = { segment_id: "drawn", name: "Drawn", version: "1.0.0", params, steps, edges };
  const again_from =
    story.again_from === null ? null : (steps[story.again_from % steps.length]?.step_id ?? null);
  return { segment, scripts, chapters, reopenings, again_from };
}

export const QUIET: StepScript = {
  fails: 0,
  recoverable: false,
  ports: 255,
  expires: false,
  children: { mode: "once", count: 1, max_concurrency: 1, on_item_error: "fail", fails: [] },
};
