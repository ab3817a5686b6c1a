import type { EdgeChange, NodeChange } from "@xyflow/react";
import type { CanvasSelection } from "./selection.ts";
import { type CanvasNode, NOTE_PREFIX, type StepFlowEdge } from "./to-flow.ts";

/** The selection after what React Flow reports; the same object when nothing was selected or left. */
export function selectionAfterNodes(
  current: CanvasSelection,
  changes: readonly NodeChange<CanvasNode>[],
): CanvasSelection {
  const steps = new Map<string, boolean>();
  const notes = new Map<string, boolean>();
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.id.startsWith(NOTE_PREFIX)) notes.set(change.id.slice(NOTE_PREFIX.length), change.selected);
    else steps.set(change.id, change.selected);
  }
  if (steps.size === 0 && notes.size === 0) return current;
  return { ...current, steps: toggled(current.steps, steps), notes: toggled(current.notes, notes) };
}

export function selectionAfterEdges(
  current: CanvasSelection,
  changes: readonly EdgeChange<StepFlowEdge>[],
): CanvasSelection {
  const edges = new Map<string, boolean>();
  for (const change of changes) if (change.type === "select") edges.set(change.id, change.selected);
  return edges.size === 0 ? current : { ...current, edges: toggled(current.edges, edges) };
}

function toggled(current: ReadonlySet<string>, changes: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  if (changes.size === 0) return current;
  const next = new Set(current);
  for (const [id, selected] of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return next;
}
