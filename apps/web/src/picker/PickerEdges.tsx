import { useReactFlow } from "@xyflow/react";
import type { OpenPort } from "../canvas/canvas-context.tsx";
import { edgePath } from "../canvas/edge-path.ts";
import { STEP_MIN_HEIGHT, STEP_WIDTH } from "../canvas/node-geometry.ts";
import type { PickerRequest } from "./picker-request.ts";
import { portPlace, sourceOf, targetOf } from "./port-place.ts";

/** The edges that the new step will have, drawn to where its ports will be. */
export function PickerEdges({ request }: { request: PickerRequest }) {
  const flow = useReactFlow();
  const input = { x: request.at.x, y: request.at.y + STEP_MIN_HEIGHT / 2 };
  const output = { x: input.x + STEP_WIDTH, y: input.y };
  const lines = openPorts(request).flatMap((port) => {
    const at = portPlace(flow, port);
    if (!at) return [];
    const [source, target] = port.kind === "out" ? [at, input] : [output, at];
    return [edgePath({ sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y })];
  });
  return (
    <svg aria-hidden="true" className="wt-picker-edges">
      {lines.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

function openPorts(request: PickerRequest): OpenPort[] {
  switch (request.kind) {
    case "add":
      return request.from ? [request.from] : [];
    case "insert":
      return [sourceOf(request.edge), targetOf(request.edge)];
    case "replace":
      return [];
  }
}
