import type { JsonObject } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";
import type { Edge, Port, Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Gesture } from "../gestures/gesture.ts";
import { setConfig } from "../gestures/set-config.ts";
import type { CommitOptions } from "../store/editor.ts";
import { fieldTitle } from "./config-view.ts";

/** Sets a step's config. Where that gives one port another id, the edges on it follow. */
export function changeConfig(step_id: string, config: JsonObject, catalog: Catalog): Gesture {
  return (segment) => {
    const step = segment.steps.find((candidate) => candidate.step_id === step_id);
    const contract = step && Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
    const changed = setConfig(step_id, config)(segment);
    if (!step || !contract || changed === segment) return changed;
    const before = contract.ports(step.config ?? {});
    const after = contract.ports(config);
    return followPorts(
      changed,
      step_id,
      renamedPort(before.inputs, after.inputs),
      renamedPort(before.outputs, after.outputs),
    );
  };
}

type Renamed = { from: string; to: string } | null;

/** The one port that has another id in the same place. */
function renamedPort(before: readonly Port[], after: readonly Port[]): Renamed {
  if (before.length !== after.length) return null;
  const changed = before.flatMap((port, index) => {
    const to = after[index]?.port_id ?? port.port_id;
    return to === port.port_id ? [] : [{ from: port.port_id, to }];
  });
  const [only] = changed;
  return changed.length === 1 && only ? only : null;
}

function followPorts(segment: Segment, step_id: string, input: Renamed, output: Renamed): Segment {
  if (!segment.edges || (!input && !output)) return segment;
  const follow = (edge: Edge): Edge => ({
    ...edge,
    ...(output &&
      edge.source_step === step_id &&
      edge.source_port === output.from && { source_port: output.to }),
    ...(input &&
      edge.target_step === step_id &&
      edge.target_port === input.from && { target_port: input.to }),
  });
  return { ...segment, edges: segment.edges.map((edge) => followed(edge, follow(edge))) };
}

function followed(edge: Edge, next: Edge): Edge {
  return sameValue(edge, next) ? edge : next;
}

/** Bursts in one field are one entry of the history. */
export function configCommit(
  step_id: string,
  schema: JsonObject,
  before: JsonObject,
  after: JsonObject,
): CommitOptions {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !sameValue(before[field], after[field]),
  );
  const [only] = fields;
  if (fields.length !== 1 || only === undefined) return { label: "Change configuration" };
  return {
    label: `Change ${fieldTitle(schema, only).toLowerCase()}`,
    merge_key: `config:${step_id}:${only}`,
  };
}
