import type { Segment, Step } from "@worktrail/shared/segment/schema";

const transform = (step_id: string, expression: string): Step => ({
  step_id,
  step_type: "transform",
  config: { expression },
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});

/** Ten transforms in a row. */
export function chain10(): Segment {
  const ids = Array.from({ length: 10 }, (_, index) => `s${index}`);
  return {
    segment_id: "chain10",
    name: "Ten in a row",
    version: "1.0.0",
    steps: ids.map((id) => transform(id, "data + 1")),
    edges: ids.slice(1).map((id, index) => edge(`s${index}`, id)),
  };
}

/** One to fifty to one. */
export function fan50(): Segment {
  const ids = Array.from({ length: 50 }, (_, index) => `b${index}`);
  return {
    segment_id: "fan50",
    name: "One to fifty to one",
    version: "1.0.0",
    steps: [
      transform("first", "data"),
      ...ids.map((id) => transform(id, "data + 1")),
      transform("last", "data.sum()"),
    ],
    edges: ids.flatMap((id) => [edge("first", id), edge(id, "last")]),
  };
}
