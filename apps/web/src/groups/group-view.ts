// Lays groups over a drawing that knows only steps: frames behind them, or one card in place of a folded group.
// Like the drawing itself it keeps the identity of what did not change.
import type { Group, Segment } from "@worktrail/shared/segment/schema";
import type { NodeChange } from "@xyflow/react";
import type { Box } from "../canvas/node-geometry.ts";
import type { CanvasSelection } from "../canvas/selection.ts";
import type { CanvasNode, StepFlowEdge } from "../canvas/to-flow.ts";
import { sameBox } from "../layout/block.ts";
import { frameAround } from "./group-frame.ts";
import { GROUP_IN, GROUP_OUT, GROUP_PREFIX, type GroupFlowNode, groupNode } from "./group-node.ts";

export type GroupInput = {
  readonly segment: Segment;
  /** Ids of the groups that are drawn as one card. */
  readonly folded: ReadonlySet<string>;
  readonly selection: CanvasSelection;
};

type DrawnGroup = { frame: Box; node: GroupFlowNode; members: readonly CanvasNode[] };

/** Remembers what it made last: one per canvas. */
export class GroupView {
  private drawn = new Map<string, DrawnGroup>();
  private edgesOf = new WeakMap<StepFlowEdge, StepFlowEdge>();

  /** The nodes with the groups among them, without the steps inside folded ones. */
  nodes(nodes: CanvasNode[], { segment, folded, selection }: GroupInput): CanvasNode[] {
    const groups = segment.groups ?? [];
    const last = this.drawn;
    this.drawn = new Map();
    if (groups.length === 0) return nodes;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const hidden = new Set<string>();
    for (const group of groups) {
      const members = group.step_ids.flatMap((id) => byId.get(id) ?? []);
      if (members.length === 0) continue;
      const isFolded = folded.has(group.group_id);
      const chosen = members.every((member) => selection.steps.has(member.id));
      const drawn = drawGroup(last.get(group.group_id), group, members, isFolded, chosen);
      this.drawn.set(group.group_id, drawn);
      if (isFolded) for (const member of members) hidden.add(member.id);
    }
    const frames = [...this.drawn.values()].map(({ node }) => node);
    return [...frames, ...(hidden.size === 0 ? nodes : nodes.filter((node) => !hidden.has(node.id)))];
  }

  /** The edges, those across the border of a folded group ending at its card, those inside it left out. */
  edges(edges: StepFlowEdge[], { segment, folded }: Omit<GroupInput, "selection">): StepFlowEdge[] {
    const cardOf = cardsByStep(segment, folded);
    if (cardOf.size === 0) return edges;
    return edges.flatMap((edge) => {
      const source = cardOf.get(edge.source);
      const target = cardOf.get(edge.target);
      if (source === undefined && target === undefined) return [edge];
      return source === target ? [] : [this.attached(edge, source, target)];
    });
  }

  /** What happens to a group happens to its steps: changes of React Flow with those of groups told by step. */
  byStep(changes: readonly NodeChange<CanvasNode>[]): NodeChange<CanvasNode>[] {
    return changes.flatMap((change): NodeChange<CanvasNode>[] => {
      if (!("id" in change) || !change.id.startsWith(GROUP_PREFIX)) return [change];
      const group = this.drawn.get(change.id.slice(GROUP_PREFIX.length));
      if (!group) return [];
      if (change.type === "select") return group.members.map(({ id }) => ({ ...change, id }));
      if (change.type !== "position" || !change.position) return [];
      const dx = change.position.x - group.frame.x;
      const dy = change.position.y - group.frame.y;
      return group.members.map(({ id, position }) => ({
        id,
        type: "position",
        position: { x: position.x + dx, y: position.y + dy },
        ...(change.dragging !== undefined && { dragging: change.dragging }),
      }));
    });
  }

  private attached(edge: StepFlowEdge, source?: string, target?: string): StepFlowEdge {
    const known = this.edgesOf.get(edge);
    if (known && known.source === (source ?? edge.source) && known.target === (target ?? edge.target))
      return known;
    const attached = {
      ...edge,
      reconnectable: false,
      // Ports of several steps meet at the card: the name of one would be read as that of all.
      ...(source !== undefined && { source, sourceHandle: GROUP_OUT, data: unlabelled(edge) }),
      ...(target !== undefined && { target, targetHandle: GROUP_IN }),
    };
    this.edgesOf.set(edge, attached);
    return attached;
  }
}

function unlabelled({ data }: StepFlowEdge): StepFlowEdge["data"] {
  return data && { ...data, label: null };
}

/** The node of the card that stands for each step inside a folded group. */
function cardsByStep({ groups = [] }: Segment, folded: ReadonlySet<string>): Map<string, string> {
  const cards = new Map<string, string>();
  for (const { group_id, step_ids } of groups) {
    if (folded.has(group_id)) for (const id of step_ids) cards.set(id, GROUP_PREFIX + group_id);
  }
  return cards;
}

function drawGroup(
  last: DrawnGroup | undefined,
  group: Group,
  members: readonly CanvasNode[],
  folded: boolean,
  chosen: boolean,
): DrawnGroup {
  const frame = frameAround(
    members.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height })),
  );
  const before = last?.node.data;
  const same = before?.group === group && before.folded === folded && before.chosen === chosen;
  if (last && same && before.step_ids.length === members.length) {
    if (sameBox(last.frame, frame)) return { ...last, members };
    return { frame, node: groupNode(before, frame), members };
  }
  const data = { group, step_ids: members.map(({ id }) => id), folded, chosen };
  return { frame, node: groupNode(data, frame), members };
}
