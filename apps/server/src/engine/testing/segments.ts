import type { JsonObject } from "@worktrail/shared/json";
import type { Edge, Segment, Step } from "@worktrail/shared/segment/schema";

/** `"a.output > b.input"`, or `"a > b"` for the usual ports. */
export function edge(text: string): Edge {
  const [source = "", target = ""] = text.split(">").map((end) => end.trim());
  const [source_step = "", source_port = "output"] = source.split(".");
  const [target_step = "", target_port = "input"] = target.split(".");
  return { source_step, source_port, target_step, target_port };
}

export function step(
  step_id: string,
  step_type: string,
  config: JsonObject = {},
  more: Partial<Step> = {},
): Step {
  return { step_id, step_type, config, ...more };
}

export const transform = (step_id: string, expression: string, more: Partial<Step> = {}) =>
  step(step_id, "transform", { expression }, more);

export const call = (step_id: string, more: Partial<Step> = {}, config: JsonObject = {}) =>
  step(step_id, "http_action", { method: "POST", url: `https://example.com/${step_id}`, ...config }, more);

export function segment(steps: Step[], edges: string[] = [], more: Partial<Segment> = {}): Segment {
  return { segment_id: "test", name: "Test", version: "1.0.0", steps, edges: edges.map(edge), ...more };
}

/** Transforms in a row, each adding one to a number. */
export function chain(length: number): Segment {
  const ids = Array.from({ length }, (_, index) => `s${index + 1}`);
  return segment(
    ids.map((id) => transform(id, "data + 1")),
    ids.slice(1).map((id, index) => `${ids[index]} > ${id}`),
  );
}
