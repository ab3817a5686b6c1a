import { useNodes, useStore, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { edgeEnds } from "../canvas/edge-ends.ts";
import { edgePath } from "../canvas/edge-path.ts";
import { boxOf } from "../canvas/node-geometry.ts";
import type { CanvasNode } from "../canvas/to-flow.ts";
import { useCompared, useComparing } from "./compare-context.tsx";
import type { Compared } from "./comparison-store.ts";
import { SideLetter } from "./SideLetter.tsx";

/** Below this zoom the letters stop shrinking with the drawing. */
const SMALLEST_LETTER_ZOOM = 0.75;

/** Lays over the drawing what differs: a ring around steps, a coloured line along a path that only one run took. */
export function CompareMarks() {
  const compared = useCompared();
  const { place } = useComparing();
  const nodes = useNodes<CanvasNode>();
  const scale = useStore(({ transform }) => Math.max(1, SMALLEST_LETTER_ZOOM / transform[2]));
  const { boxes, lines } = useMemo(() => placeMarks(compared, nodes), [compared, nodes]);
  return (
    <ViewportPortal>
      <div className="wt-compare" style={{ "--letter-scale": scale }}>
        <svg aria-hidden className="wt-compare-lines">
          {lines.map(({ key, side, ends }) => (
            <path key={key} d={edgePath(ends)} data-side={side} data-only-edge={key} />
          ))}
        </svg>
        {lines.map(({ key, side, ends }) => (
          <span
            key={key}
            className="wt-compare-tag"
            style={{ left: (ends.sourceX + ends.targetX) / 2, top: (ends.sourceY + ends.targetY) / 2 }}
          >
            <SideLetter side={side} />
          </span>
        ))}
        {boxes.map(({ step_id, box }) => (
          <div
            key={step_id}
            data-differing-step={step_id}
            data-active={place?.step_id === step_id || undefined}
            className="wt-compare-box"
            style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
          />
        ))}
      </div>
    </ViewportPortal>
  );
}

function placeMarks(compared: Compared | null, nodes: readonly CanvasNode[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = [...(compared?.run.edges ?? [])].flatMap(([key, { edge, only }]) => {
    const ends = only && edgeEnds(edge, byId);
    return only && ends ? [{ key, side: only, ends }] : [];
  });
  const boxes = (compared?.run.steps ?? []).flatMap(({ step_id, verdict }) => {
    const node = byId.get(step_id);
    return node && verdict === "differs" ? [{ step_id, box: boxOf(node) }] : [];
  });
  return { lines, boxes };
}
