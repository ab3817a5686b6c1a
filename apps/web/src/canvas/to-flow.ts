// The one place where a segment becomes React Flow's nodes and edges. What did not change keeps its identity,
// so that React Flow draws nothing again that looks the same.

import { edgeKey } from "@worktrail/shared/segment/graph";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Note, Point, Port, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog, StepContract, StepPorts } from "@worktrail/shared/step/define-step";
import { type Edge as FlowEdge, type Node as FlowNode, type NodeHandle, Position } from "@xyflow/react";
import type { GroupFlowNode } from "../groups/group-node.ts";
import { placeUnplaced } from "./auto-place.ts";
import { edgeLabel } from "./edge-label.ts";
import { PORT_SIZE, portY, stepSize } from "./node-geometry.ts";
import type { CanvasSelection } from "./selection.ts";

export type StepNodeData = {
  readonly step: Step;
  readonly contract: StepContract | null;
  readonly ports: StepPorts;
  /** Ports that edges name and the step does not have; they are drawn so that the edge can be seen and removed. */
  readonly missing: ReadonlySet<string>;
};
export type StepFlowNode = FlowNode<StepNodeData, "step">;
export type NoteFlowNode = FlowNode<{ readonly note: Note }, "note">;
export type CanvasNode = StepFlowNode | NoteFlowNode | GroupFlowNode;
export type StepFlowEdge = FlowEdge<{ readonly edge: Edge; readonly label: string | null }, "step">;

export const NOTE_PREFIX = "note:";

export type Positions = ReadonlyMap<string, Point>;
export type FlowInput = {
  readonly segment: Segment;
  readonly selection: CanvasSelection;
  /** Places of what is being dragged, by node id. */
  readonly dragged: Positions;
};

type Drawn = { step: Step; missing: string; x: number; y: number; selected: boolean; node: StepFlowNode };
type DrawnNote = { note: Note; x: number; y: number; selected: boolean; node: NoteFlowNode };
type DrawnEdge = { edge: Edge; label: string | null; selected: boolean; flow: StepFlowEdge };

/** Remembers what it made last: one per canvas. */
export class FlowView {
  private readonly catalog: Catalog;
  private steps = new Map<string, Drawn>();
  private notes = new Map<string, DrawnNote>();
  private edges = new Map<string, DrawnEdge>();
  private readonly ports = new WeakMap<Step, StepPorts>();
  private missing: { segment: Segment; ports: ReadonlyMap<string, string> } | null = null;
  private placed: { segment: Segment; places: Positions } | null = null;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  nodes({ segment, selection, dragged }: FlowInput): CanvasNode[] {
    const missing = this.missingPorts(segment);
    const places = this.places(segment);
    const steps = new Map<string, Drawn>();
    for (const step of segment.steps) {
      if (steps.has(step.step_id)) continue;
      const at = dragged.get(step.step_id) ?? step.position ?? places.get(step.step_id) ?? ORIGIN;
      const selected = selection.steps.has(step.step_id);
      steps.set(step.step_id, this.drawStep(step, missing.get(step.step_id) ?? "", at, selected));
    }
    this.steps = steps;
    this.notes = this.drawNotes(segment, selection, dragged);
    const drawn: CanvasNode[] = [];
    for (const { node } of this.notes.values()) drawn.push(node);
    for (const { node } of steps.values()) drawn.push(node);
    return drawn;
  }

  /** Call after `nodes` for the same segment: labels depend on the ports of the source. */
  flowEdges({ segment, selected }: { segment: Segment; selected: ReadonlySet<string> }): StepFlowEdge[] {
    const edges = new Map<string, DrawnEdge>();
    for (const edge of segment.edges ?? []) {
      const key = edgeKey(edge);
      const source = this.steps.get(edge.source_step);
      if (edges.has(key) || !source || !this.steps.has(edge.target_step)) continue;
      const label = edgeLabel(edge, source.node.data);
      const picked = selected.has(key);
      const last = this.edges.get(key);
      const same = last && last.edge === edge && last.label === label && last.selected === picked;
      edges.set(
        key,
        same ? last : { edge, label, selected: picked, flow: makeEdge(key, edge, label, picked) },
      );
    }
    this.edges = edges;
    return [...edges.values()].map((drawn) => drawn.flow);
  }

  private drawStep(step: Step, missing: string, at: Point, selected: boolean): Drawn {
    const last = this.steps.get(step.step_id);
    const unchanged = last && last.step === step && last.missing === missing;
    if (unchanged && last.x === at.x && last.y === at.y && last.selected === selected) return last;
    const position = { x: at.x, y: at.y };
    const node = unchanged
      ? { ...last.node, position, selected }
      : makeStep(step, contractOf(step, this.catalog), this.portsOf(step), missing, position, selected);
    return { step, missing, x: at.x, y: at.y, selected, node };
  }

  private drawNotes(
    { notes }: Segment,
    selection: CanvasSelection,
    dragged: Positions,
  ): Map<string, DrawnNote> {
    const drawn = new Map<string, DrawnNote>();
    for (const note of notes ?? []) {
      const id = NOTE_PREFIX + note.note_id;
      const at = dragged.get(id) ?? note.position;
      const selected = selection.notes.has(note.note_id);
      const last = this.notes.get(id);
      const same =
        last && last.note === note && last.x === at.x && last.y === at.y && last.selected === selected;
      drawn.set(
        id,
        same ? last : { note, x: at.x, y: at.y, selected, node: makeNote(id, note, at, selected) },
      );
    }
    return drawn;
  }

  private places(segment: Segment): Positions {
    if (this.placed?.segment !== segment) {
      this.placed = { segment, places: placeUnplaced(segment, this.catalog) };
    }
    return this.placed.places;
  }

  /** Names of the missing ports by step, `in:a out:b`, as one string that compares cheaply. */
  private missingPorts(segment: Segment): ReadonlyMap<string, string> {
    if (this.missing?.segment === segment) return this.missing.ports;
    const steps = new Map(segment.steps.map((step) => [step.step_id, step]));
    const ports = new Map<string, string>();
    const look = (step_id: string, port_id: string, side: "in" | "out") => {
      const step = steps.get(step_id);
      if (!step) return;
      const own = side === "in" ? this.portsOf(step).inputs : this.portsOf(step).outputs;
      if (own.some((port) => port.port_id === port_id)) return;
      const entry = `${side}:${port_id}`;
      const sofar = ports.get(step_id) ?? "";
      if (!sofar.split(" ").includes(entry)) ports.set(step_id, sofar ? `${sofar} ${entry}` : entry);
    };
    for (const edge of segment.edges ?? []) {
      look(edge.source_step, edge.source_port, "out");
      look(edge.target_step, edge.target_port, "in");
    }
    this.missing = { segment, ports };
    return ports;
  }

  private portsOf(step: Step): StepPorts {
    const known = this.ports.get(step);
    if (known) return known;
    const ports = stepPorts(step, this.catalog);
    this.ports.set(step, ports);
    return ports;
  }
}

const ORIGIN: Point = { x: 0, y: 0 };

function makeStep(
  step: Step,
  contract: StepContract | null,
  own: StepPorts,
  missing: string,
  position: Point,
  selected: boolean,
): StepFlowNode {
  const names = missing ? missing.split(" ") : [];
  const ports = withGhosts(own, names);
  const size = stepSize(ports);
  return {
    id: step.step_id,
    type: "step",
    position,
    selected,
    measured: size,
    width: size.width,
    height: size.height,
    handles: handlesOf(ports, size.height),
    data: { step, contract, ports, missing: new Set(names) },
  };
}

function contractOf(step: Step, catalog: Catalog): StepContract | null {
  return Object.hasOwn(catalog, step.step_type) ? (catalog[step.step_type] ?? null) : null;
}

function withGhosts(ports: StepPorts, names: readonly string[]): StepPorts {
  if (names.length === 0) return ports;
  const ghosts = (side: string): Port[] =>
    names
      .filter((name) => name.startsWith(`${side}:`))
      .map((name) => ({ port_id: name.slice(side.length + 1), data_type: "json" }));
  return { inputs: [...ports.inputs, ...ghosts("in")], outputs: [...ports.outputs, ...ghosts("out")] };
}

function handlesOf(ports: StepPorts, height: number): NodeHandle[] {
  const side = (
    list: readonly Port[],
    type: "source" | "target",
    x: number,
    position: Position,
  ): NodeHandle[] =>
    list.map((port, index) => ({
      id: port.port_id,
      type,
      position,
      x: x - PORT_SIZE / 2,
      y: portY(index, list.length, height) - PORT_SIZE / 2,
      width: PORT_SIZE,
      height: PORT_SIZE,
    }));
  return [
    ...side(ports.inputs, "target", 0, Position.Left),
    ...side(ports.outputs, "source", stepSize(ports).width, Position.Right),
  ];
}

function makeNote(id: string, note: Note, at: Point, selected: boolean): NoteFlowNode {
  return {
    id,
    type: "note",
    position: { x: at.x, y: at.y },
    selected,
    measured: note.size,
    width: note.size.width,
    height: note.size.height,
    handles: [],
    zIndex: -1,
    connectable: false,
    data: { note },
  };
}

function makeEdge(key: string, edge: Edge, label: string | null, selected: boolean): StepFlowEdge {
  return {
    id: key,
    type: "step",
    source: edge.source_step,
    sourceHandle: edge.source_port,
    target: edge.target_step,
    targetHandle: edge.target_port,
    selected,
    data: { edge, label },
  };
}
