import { changeId, type SegmentChange } from "@worktrail/shared/segment/changes";
import { useNodes, useStore, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { edgeEnds } from "../canvas/edge-ends.ts";
import { type Ends, edgePath } from "../canvas/edge-path.ts";
import { type Box, boxOf } from "../canvas/node-geometry.ts";
import { type CanvasNode, NOTE_PREFIX } from "../canvas/to-flow.ts";
import { changeLetters, changeSummary } from "./change-words.ts";

/** Below this zoom the letters stop shrinking with the drawing. */
const SMALLEST_LETTER_ZOOM = 0.75;

/** Lays the changes over the drawing: rings and letters on steps and notes, coloured lines over edges. */
export function DiffMarks({ changes, active }: { changes: readonly SegmentChange[]; active: string | null }) {
  const nodes = useNodes<CanvasNode>();
  const scale = useStore(({ transform }) => Math.max(1, SMALLEST_LETTER_ZOOM / transform[2]));
  const { boxes, edges } = useMemo(() => placeMarks(changes, nodes), [changes, nodes]);
  return (
    <ViewportPortal>
      <div className="wt-changes" style={{ "--letter-scale": scale }}>
        <svg aria-hidden className="wt-change-lines">
          {edges.map(({ change, ends }) => (
            <path
              key={change.key}
              d={edgePath(ends)}
              data-change={change.kind}
              data-active={changeId(change) === active || undefined}
            />
          ))}
        </svg>
        {edges.map(({ change, ends }) => (
          <span
            key={change.key}
            data-change={change.kind}
            data-changed-edge={change.key}
            className="wt-change-tag wt-change-edge-tag"
            style={{ left: (ends.sourceX + ends.targetX) / 2, top: (ends.sourceY + ends.targetY) / 2 }}
          >
            {changeLetters[change.kind]}
          </span>
        ))}
        {boxes.map(({ change, box }) => (
          <div
            key={changeId(change)}
            data-change={change.kind}
            data-changed-step={change.what === "step" ? change.key : undefined}
            data-strong={change.executes || undefined}
            data-active={changeId(change) === active || undefined}
            className="wt-change-box"
            style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
          >
            <span className="wt-change-tag">
              <b>{changeLetters[change.kind]}</b>
              <span className="wt-change-word">{changeSummary(change)}</span>
            </span>
          </div>
        ))}
      </div>
    </ViewportPortal>
  );
}

type PlacedBox = { change: SegmentChange; box: Box };
type PlacedEdge = { change: SegmentChange; ends: Ends };

function placeMarks(changes: readonly SegmentChange[], nodes: readonly CanvasNode[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes: PlacedBox[] = [];
  const edges: PlacedEdge[] = [];
  for (const change of changes) {
    if (change.what === "edge") {
      const edge = change.to ?? change.from;
      const ends = edge && edgeEnds(edge, byId);
      if (ends) edges.push({ change, ends });
      continue;
    }
    const node = byId.get(change.what === "note" ? NOTE_PREFIX + change.key : change.key);
    if ((change.what === "step" || change.what === "note") && node) boxes.push({ change, box: boxOf(node) });
  }
  return { boxes, edges };
}

/** The steps at which a change is to be seen. */
export function stepsOfChange(change: SegmentChange): readonly string[] {
  if (change.what === "step") return [change.key];
  if (change.what === "note") return [NOTE_PREFIX + change.key];
  if (change.what === "group") return (change.to ?? change.from)?.step_ids ?? [];
  const edge = change.what === "edge" ? (change.to ?? change.from) : null;
  return edge ? [edge.source_step, edge.target_step] : [];
}
