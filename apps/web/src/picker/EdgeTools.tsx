import type { Edge } from "@worktrail/shared/segment/schema";
import { useConnection, useReactFlow, ViewportPortal } from "@xyflow/react";
import { Plus } from "lucide-react";
import { edgePath } from "../canvas/edge-path.ts";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import { edgeByKey } from "./insert-step.ts";
import { openPickerOnEdge } from "./open-picker.ts";
import { edgeEnds } from "./port-place.ts";

/** What shows on an edge: the way to put a step on it, and that what is dragged would be put on it. */
export function EdgeTools() {
  const editor = useEditor();
  useDocument((state) => state.segment);
  const hovered = useSession((state) => state.hovered_edge);
  const aimed = useSession((state) => state.insert_edge);
  const selected = useSession(({ selection: { edges, steps } }) =>
    edges.size === 1 && steps.size === 0 ? ([...edges][0] ?? null) : null,
  );
  const drawing = useConnection((connection) => connection.inProgress);
  const busy = useSession((state) => state.picker !== null || state.dragged.size > 0) || drawing;
  const shown = busy ? [] : [...new Set([selected, hovered])];
  const edges = shown.flatMap((key) => edgeByKey(editor, key) ?? []);
  const target = edgeByKey(editor, aimed);
  if (edges.length === 0 && !target) return null;
  return (
    <ViewportPortal>
      {target && <AimedEdge edge={target} />}
      {edges.map((edge) => (
        <InsertButton key={JSON.stringify(edge)} edge={edge} />
      ))}
    </ViewportPortal>
  );
}

function AimedEdge({ edge }: { edge: Edge }) {
  const ends = edgeEnds(useReactFlow(), edge);
  return (
    ends && (
      <svg aria-hidden="true" className="wt-picker-edges" data-aimed>
        <path d={edgePath(ends)} />
      </svg>
    )
  );
}

function InsertButton({ edge }: { edge: Edge }) {
  const editor = useEditor();
  const ends = edgeEnds(useReactFlow(), edge);
  if (!ends) return null;
  return (
    <button
      type="button"
      aria-label={`Insert a step between ${edge.source_step} and ${edge.target_step}`}
      title="Insert a step here"
      data-edge-tools={`${edge.source_step}.${edge.source_port}>${edge.target_step}.${edge.target_port}`}
      className="wt-edge-insert nopan nodrag"
      style={{ left: (ends.sourceX + ends.targetX) / 2, top: (ends.sourceY + ends.targetY) / 2 }}
      onClick={() => openPickerOnEdge(editor, edge)}
    >
      <Plus aria-hidden />
    </button>
  );
}
