import { useNodes, useStore, ViewportPortal } from "@xyflow/react";
import { type ReactNode, useMemo } from "react";
import { edgeEnds } from "../canvas/edge-ends.ts";
import { edgePath } from "../canvas/edge-path.ts";
import { type Box, boxOf } from "../canvas/node-geometry.ts";
import type { CanvasNode } from "../canvas/to-flow.ts";
import { useCompared, useComparing } from "./compare-context.tsx";
import type { Compared } from "./comparison-store.ts";
import { SideLetter } from "./SideLetter.tsx";

/** Below this zoom letters and lines stop shrinking with the drawing. */
const SMALLEST_ZOOM = 0.75;

/** Lays over the drawing what differs: a ring around steps, a coloured line along a path that only one run took. */
export function CompareMarks() {
  const compared = useCompared();
  const { place } = useComparing();
  const nodes = useNodes<CanvasNode>();
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const lines = useMemo(() => drawnLines(compared, byId), [compared, byId]);
  const rings = useMemo(
    () =>
      (compared?.run.steps ?? []).map(({ step_id, verdict }) => {
        const node = byId.get(step_id);
        return verdict === "differs" && node && <Ring key={step_id} step_id={step_id} box={boxOf(node)} />;
      }),
    [compared, byId],
  );
  const looked = place?.step_id ? byId.get(place.step_id) : undefined;
  return (
    <ViewportPortal>
      <Scaled>
        {lines}
        {rings}
        {looked && <div className="wt-compare-looked" style={styleOf(boxOf(looked))} />}
      </Scaled>
    </ViewportPortal>
  );
}

/** Follows the zoom without drawing what is in it again. */
function Scaled({ children }: { children: ReactNode }) {
  const scale = useStore(({ transform }) => Math.max(1, SMALLEST_ZOOM / transform[2]));
  return (
    <div className="wt-compare" style={{ "--letter-scale": scale }}>
      {children}
    </div>
  );
}

function Ring({ step_id, box }: { step_id: string; box: Box }) {
  return <div data-differing-step={step_id} className="wt-compare-box" style={styleOf(box)} />;
}

const styleOf = ({ x, y, width, height }: Box) => ({ left: x, top: y, width, height });

function drawnLines(compared: Compared | null, nodes: ReadonlyMap<string, CanvasNode>) {
  const lines = [...(compared?.run.edges ?? [])].flatMap(([key, { edge, only }]) => {
    const ends = only && edgeEnds(edge, nodes);
    return only && ends ? [{ key, side: only, ends }] : [];
  });
  return (
    <>
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
    </>
  );
}
