import { memo, useState } from "react";
import { useEdgeStates } from "../step-overlay.tsx";
import type { CanvasNode, StepFlowEdge } from "../to-flow.ts";
import { Ink, type InkChunk } from "./ink.ts";

export interface EdgeInkProps {
  nodes: readonly CanvasNode[];
  edges: readonly StepFlowEdge[];
}

/** Lines from afar: too many to be an element each, too thin to be told apart by the pointer. */
export const EdgeInk = memo(function EdgeInk({ nodes, edges }: EdgeInkProps) {
  const [ink] = useState(() => new Ink());
  const stateOf = useEdgeStates();
  return (
    <svg className="wt-ink" aria-hidden>
      {ink.chunks(nodes, edges, stateOf).map((chunk, at) => (
        <InkPaths key={at} chunk={chunk} />
      ))}
    </svg>
  );
});

const InkPaths = memo(
  function InkPaths({ chunk }: { chunk: InkChunk }) {
    return [...chunk].map(([look, path]) => <path key={look} d={path} data-look={look} />);
  },
  ({ chunk: last }, { chunk: next }) =>
    last.size === next.size && [...next].every(([look, path]) => last.get(look) === path),
);
