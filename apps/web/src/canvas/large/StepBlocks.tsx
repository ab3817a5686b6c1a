import { memo } from "react";
import { categoryLooks } from "../../ui/CategoryIcon.tsx";
import { statusLooks } from "../../ui/status.ts";
import { useCanvas, useDetail } from "../canvas-context.tsx";
import { type Box, boxOf, unionOf } from "../node-geometry.ts";
import { stepCategory } from "../step-look.ts";
import { useStepOverlay } from "../step-overlay.tsx";
import { accessibleName } from "../step-words.ts";
import type { CanvasNode, StepFlowNode } from "../to-flow.ts";

const CHUNK = 128;
const AREA_STEP = 1_000;
/** What is drawn around a block that is selected or has focus. */
const RING = 24;

export interface StepBlocksProps {
  nodes: readonly CanvasNode[];
  /** These are drawn by React Flow. */
  mounted: ReadonlySet<string>;
}

/** Every step that React Flow does not mount, as one element each: seen from afar, or out of view. */
export const StepBlocks = memo(function StepBlocks({ nodes, mounted }: StepBlocksProps) {
  const chunks = Array.from({ length: Math.ceil(nodes.length / CHUNK) }, (_, at) =>
    nodes.slice(at * CHUNK, (at + 1) * CHUNK),
  );
  return chunks.map((chunk, at) => <BlockChunk key={at} nodes={chunk} mounted={mounted} />);
});

/** What moves or is mounted concerns one chunk; the others are passed over. */
const BlockChunk = memo(
  function BlockChunk({ nodes, mounted }: StepBlocksProps) {
    const area = areaOf(nodes);
    return (
      <div
        className="wt-blocks"
        style={{ left: area.x, top: area.y, width: area.width, height: area.height }}
      >
        <div className="wt-blocks-origin" style={{ left: -area.x, top: -area.y }}>
          {nodes.map((node) =>
            node.type === "step" && !mounted.has(node.id) ? <StepBlock key={node.id} node={node} /> : null,
          )}
        </div>
      </div>
    );
  },
  (last, next) =>
    last.nodes.length === next.nodes.length &&
    next.nodes.every(
      (node, at) => node === last.nodes[at] && last.mounted.has(node.id) === next.mounted.has(node.id),
    ),
);

/** Where its blocks are, so that the browser passes over chunks out of view; in steps, so that it seldom changes. */
function areaOf(nodes: readonly CanvasNode[]): Box {
  const { x, y, width, height } = unionOf(nodes.map(boxOf)) ?? { x: 0, y: 0, width: 0, height: 0 };
  const left = Math.floor((x - RING) / AREA_STEP) * AREA_STEP;
  const top = Math.floor((y - RING) / AREA_STEP) * AREA_STEP;
  const right = Math.ceil((x + width + RING) / AREA_STEP) * AREA_STEP;
  const bottom = Math.ceil((y + height + RING) / AREA_STEP) * AREA_STEP;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const StepBlock = memo(function StepBlock({ node }: { node: StepFlowNode }) {
  const { step, contract } = node.data;
  const overlay = useStepOverlay(step.step_id);
  const detail = useDetail();
  const { mode } = useCanvas();
  const status = overlay.status === "idle" ? null : statusLooks[overlay.status];
  return (
    // biome-ignore lint/a11y/useSemanticElements: as for the card that it stands for.
    <div
      role="group"
      // What is out of view is reached by the arrow keys and the palette, as no one tabs through a thousand steps.
      tabIndex={detail === "block" ? 0 : -1}
      aria-label={accessibleName(node.data, overlay, mode)}
      aria-roledescription="step"
      data-block
      data-step-id={step.step_id}
      data-step-type={step.step_type}
      data-disabled={step.disabled || undefined}
      data-status={overlay.status}
      data-selected={node.selected || undefined}
      data-problem={overlay.errors > 0 ? "error" : undefined}
      className="wt-block"
      style={{
        // By margins in a cell that all share: a thousand positioned boxes would be as many layers to the browser.
        margin: `${node.position.y}px 0 0 ${node.position.x}px`,
        width: node.width,
        height: node.height,
        "--tone": categoryLooks[stepCategory(contract)].color,
        ...(status ? { "--status": status.color } : {}),
      }}
    />
  );
});
