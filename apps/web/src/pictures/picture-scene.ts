// What is in a picture and where: the part of a segment that is drawn, with sizes known before anything is.
import { edgeKey } from "@worktrail/shared/segment/graph";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Group, Note, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog, StepContract, StepPorts } from "@worktrail/shared/step/define-step";
import { placeUnplaced } from "../canvas/auto-place.ts";
import { edgeLabel } from "../canvas/edge-label.ts";
import { type Ends, edgePath } from "../canvas/edge-path.ts";
import { type Box, portY, stepSize } from "../canvas/node-geometry.ts";
import { frameAround } from "../groups/group-frame.ts";
import { boundsOf } from "../layout/block.ts";

export type PictureSelection = { readonly steps: ReadonlySet<string>; readonly notes: ReadonlySet<string> };
export type SceneStep = {
  readonly step: Step;
  readonly contract: StepContract | null;
  readonly ports: StepPorts;
  readonly box: Box;
};
export type SceneEdge = {
  readonly key: string;
  readonly edge: Edge;
  readonly path: string;
  readonly label: string | null;
  readonly from: { readonly x: number; readonly y: number };
};
export type Scene = {
  readonly bounds: Box;
  readonly steps: readonly SceneStep[];
  readonly edges: readonly SceneEdge[];
  readonly notes: readonly Note[];
  readonly groups: readonly { readonly group: Group; readonly box: Box }[];
};

const MARGIN = 32;

/** The whole segment, or what of it is selected: those steps and notes, and the edges between those steps. */
export function pictureScene(segment: Segment, catalog: Catalog, selection?: PictureSelection): Scene {
  const places = placeUnplaced(segment, catalog);
  const steps = segment.steps
    .filter(({ step_id }) => selection?.steps.has(step_id) ?? true)
    .map((step) => sceneStep(step, catalog, step.position ?? places.get(step.step_id) ?? { x: 0, y: 0 }));
  const notes = (segment.notes ?? []).filter(({ note_id }) => selection?.notes.has(note_id) ?? true);
  const byId = new Map(steps.map((one) => [one.step.step_id, one]));
  const groups = (segment.groups ?? []).flatMap((group) => groupBox(group, byId));
  const boxes = [
    ...steps.map(({ box }) => box),
    ...notes.map(({ position, size }) => ({ ...position, ...size })),
    ...groups.map(({ box }) => box),
  ];
  return {
    bounds: boxes.length === 0 ? { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN } : withMargin(boxes),
    steps,
    notes,
    groups,
    edges: (segment.edges ?? []).flatMap((edge) => sceneEdge(edge, byId)),
  };
}

function withMargin(boxes: readonly Box[]): Box {
  const { x, y, width, height } = boundsOf(boxes);
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function sceneStep(step: Step, catalog: Catalog, at: { x: number; y: number }): SceneStep {
  const ports = stepPorts(step, catalog);
  const contract = Object.hasOwn(catalog, step.step_type) ? (catalog[step.step_type] ?? null) : null;
  return { step, contract, ports, box: { x: at.x, y: at.y, ...stepSize(ports) } };
}

/** A group is drawn when all its steps that exist are in the picture. */
function groupBox(group: Group, steps: ReadonlyMap<string, SceneStep>): { group: Group; box: Box }[] {
  const members = group.step_ids.map((step_id) => steps.get(step_id)?.box);
  const boxes = members.filter((box) => box !== undefined);
  if (boxes.length === 0 || boxes.length < members.length) return [];
  return [{ group, box: frameAround(boxes) }];
}

function sceneEdge(edge: Edge, steps: ReadonlyMap<string, SceneStep>): SceneEdge[] {
  const source = steps.get(edge.source_step);
  const target = steps.get(edge.target_step);
  if (!source || !target) return [];
  const ends: Ends = {
    sourceX: source.box.x + source.box.width,
    sourceY: source.box.y + portAt(source.ports.outputs, edge.source_port, source.box.height),
    targetX: target.box.x,
    targetY: target.box.y + portAt(target.ports.inputs, edge.target_port, target.box.height),
  };
  return [
    {
      key: edgeKey(edge),
      edge,
      path: edgePath(ends),
      label: edgeLabel(edge, source),
      from: { x: ends.sourceX, y: ends.sourceY },
    },
  ];
}

/** A port that the step does not have is drawn at the middle of its side. */
function portAt(ports: readonly { port_id: string }[], port_id: string, height: number): number {
  const index = ports.findIndex((port) => port.port_id === port_id);
  return index === -1 ? height / 2 : portY(index, ports.length, height);
}
