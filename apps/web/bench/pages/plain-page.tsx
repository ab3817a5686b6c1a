// The yardstick: React Flow with its default nodes and edges, uncontrolled, without anything of ours.
import "@xyflow/react/dist/style.css";
import { Background, ReactFlow } from "@xyflow/react";
import type { ReactNode } from "react";

const ACROSS = 220;
const DOWN = 110;
const FROM_THE_CORNER = { x: 0, y: 0, zoom: 1 };

export function plainPage(size: { steps: number; edges: number; close: boolean }): ReactNode {
  const columns = Math.ceil(Math.sqrt(size.steps));
  const nodes = Array.from({ length: size.steps }, (_, at) => ({
    id: String(at),
    position: { x: (at % columns) * ACROSS, y: Math.floor(at / columns) * DOWN },
    data: { label: `step ${at}` },
  }));
  const edges = Array.from({ length: size.edges }, (_, at) => {
    const source = at % size.steps;
    const target = Math.min(size.steps - 1, source + 1 + Math.floor(at / size.steps) * columns);
    return { id: `e${at}`, source: String(source), target: String(target === source ? 0 : target) };
  });
  return (
    <div style={{ width: "100vw", height: "100vh" }}>
      <ReactFlow
        defaultNodes={nodes}
        defaultEdges={edges}
        fitView={!size.close}
        defaultViewport={FROM_THE_CORNER}
        minZoom={0.02}
      >
        <Background />
      </ReactFlow>
    </div>
  );
}
