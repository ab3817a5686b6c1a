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
export const chain10 = () => transformsInARow("chain10", 10);

/** One transform. */
export const oneStep = () => transformsInARow("one_step", 1);

function transformsInARow(segment_id: string, steps: number): Segment {
  const ids = Array.from({ length: steps }, (_, index) => `s${index}`);
  return {
    segment_id,
    name: "In a row",
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

const call = (step_id: string, url: string): Step => ({
  step_id,
  step_type: "http_action",
  config: { method: "POST", url, body: { step: step_id } },
});

/** Steps in a row that each call `url`. */
export function callsInARow(segment_id: string, steps: number, urlOf: (step: number) => string): Segment {
  const ids = Array.from({ length: steps }, (_, index) => `s${index}`);
  return {
    segment_id,
    name: "Calls in a row",
    version: "1.0.0",
    steps: ids.map((id, index) => call(id, urlOf(index))),
    edges: ids.slice(1).map((id, index) => edge(`s${index}`, id)),
  };
}

/** Ten calls in a row. */
export const calls10 = (url: string): Segment => callsInARow("calls10", 10, () => url);

/** One question to a person. */
export function question(): Segment {
  return {
    segment_id: "question",
    name: "One question",
    version: "1.0.0",
    steps: [
      {
        step_id: "ask",
        step_type: "human_task",
        config: { task_type: "approval", title: "May this go on?" },
      },
      transform("after", "data"),
    ],
    edges: [{ source_step: "ask", source_port: "approved", target_step: "after", target_port: "input" }],
  };
}
