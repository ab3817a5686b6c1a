// Nested drawings: work in a row, a choice with two sides, a fan of branches that meet again.
import fc from "fast-check";
import type { JsonObject } from "../../json.ts";
import type { Edge, Step } from "../../segment/schema.ts";

export type Block =
  | { kind: "work" }
  | { kind: "row"; parts: readonly Block[] }
  /** `meets`: in a join, or both in the same port of one step. */
  | { kind: "choice"; yes: Block; no: Block; meets: "join" | "port" }
  | { kind: "fan"; branches: readonly Block[]; strategy: string };

export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block; work: Block }>((tie) => ({
  work: fc.constant({ kind: "work" as const }),
  block: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    tie("work"),
    fc.record({
      kind: fc.constant("row" as const),
      parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("choice" as const),
      yes: tie("block"),
      no: tie("block"),
      meets: fc.constantFrom("join" as const, "port" as const),
    }),
    fc.record({
      kind: fc.constant("fan" as const),
      branches: fc.array(tie("block"), { minLength: 2, maxLength: 3 }),
      strategy: fc.constantFrom("all", "all", "any", "first"),
    }),
  ),
})).block;

/** `work` is any step with one way in and one way out. */
export type Wanted = { step_type: string; config?: JsonObject };
type MakeStep = (wanted: Wanted, step_id: string) => Step;

type Drawing = { steps: Step[]; edges: Edge[] };
/** Where a value comes from. */
type Source = { source_step: string; source_port: string };

/** Makes the steps and edges of a block, one step in front of it and none behind. */
export function layOut(drawn: Block, make: MakeStep): Drawing {
  const drawing: Drawing = { steps: [], edges: [] };
  const add = (wanted: Wanted): string => {
    const step = make(wanted, `s${drawing.steps.length}`);
    drawing.steps.push(step);
    return step.step_id;
  };
  const link = (source: Source, target_step: string, target_port = "input") =>
    drawing.edges.push({ ...source, target_step, target_port });
  const work = (from: readonly Source[]): Source[] => {
    const step_id = add({ step_type: "work" });
    for (const source of from) link(source, step_id);
    return [{ source_step: step_id, source_port: "output" }];
  };
  const join = (ends: readonly Source[][], strategy: string): Source[] => {
    const config = { branches: ends.length, strategy };
    const step_id = add({ step_type: "parallel_join", config });
    for (const [index, end] of ends.entries())
      for (const source of end) link(source, step_id, `branch_${index + 1}`);
    return [{ source_step: step_id, source_port: "output" }];
  };
  const lay = (part: Block, from: readonly Source[]): Source[] => {
    switch (part.kind) {
      case "work":
        return work(from);
      case "row":
        return part.parts.reduce<Source[]>((ends, next) => lay(next, ends), [...from]);
      case "choice": {
        const step_id = add({ step_type: "condition" });
        for (const source of from) link(source, step_id);
        const yes = lay(part.yes, [{ source_step: step_id, source_port: "true" }]);
        const no = lay(part.no, [{ source_step: step_id, source_port: "false" }]);
        return part.meets === "join" ? join([yes, no], "all") : [...yes, ...no];
      }
      case "fan": {
        const step_id = add({ step_type: "parallel_split", config: { branches: part.branches.length } });
        for (const source of from) link(source, step_id);
        const ends = part.branches.map((branch, index) =>
          lay(branch, [{ source_step: step_id, source_port: `branch_${index + 1}` }]),
        );
        return join(ends, part.strategy);
      }
    }
  };
  lay(drawn, []);
  return drawing;
}
