import "./canvas-map.css";
import { Panel, useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { categoryLooks } from "../ui/CategoryIcon.tsx";
import { type Box, boxOf, unionOf } from "./node-geometry.ts";
import { stepCategory } from "./step-look.ts";
import type { CanvasNode, StepFlowEdge } from "./to-flow.ts";

const MAP = { width: 152, height: 96 };
const PADDING = 0.06;
/** What is dragged is seen on the canvas; the map follows in a moment. */
const FOLLOWS_AFTER_MS = 120;

/** The whole drawing in a corner: one path per colour, and a frame around what is in view. Drag in it to go there. */
export function CanvasMap() {
  const nodes = useSettledNodes();
  const flow = useReactFlow();
  const area = useMemo(() => mapArea(nodes), [nodes]);
  const paths = useMemo(() => pathsByColor(nodes), [nodes]);
  const view = useViewFrame(area);
  const go = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const scale = area.width / MAP.width;
    const x = area.x + (event.clientX - left) * scale;
    const y = area.y + (event.clientY - top) * scale;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  return (
    <Panel position="bottom-right" className="wt-map">
      <div
        role="img"
        aria-label="Map of the canvas"
        className="wt-map-face nopan nowheel"
        style={MAP}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
        onWheel={({ deltaY }) => void (deltaY < 0 ? flow.zoomIn() : flow.zoomOut())}
      >
        <svg aria-hidden viewBox={`${area.x} ${area.y} ${area.width} ${area.height}`}>
          {[...paths].map(([color, path]) => (
            <path key={color} d={path} fill={color} />
          ))}
        </svg>
        <div ref={view} className="wt-map-view" />
      </div>
    </Panel>
  );
}

/** The nodes as they are once nothing has moved for a moment. */
function useSettledNodes(): readonly CanvasNode[] {
  const store = useStoreApi<CanvasNode, StepFlowEdge>();
  const [nodes, setNodes] = useState<readonly CanvasNode[]>(() => store.getState().nodes);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: readonly CanvasNode[] = [];
    const look = () => {
      const current = store.getState().nodes;
      if (current === last) return;
      last = current;
      clearTimeout(timer);
      timer = setTimeout(() => setNodes(current), FOLLOWS_AFTER_MS);
    };
    look();
    const forget = store.subscribe(look);
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [store]);
  return nodes;
}

/** Follows the view without drawing the map again. */
function useViewFrame(area: Box) {
  const store = useStoreApi();
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const scale = MAP.width / area.width;
    let last: unknown = null;
    let sized = { width: 0, height: 0 };
    const move = () => {
      const { transform, width, height } = store.getState();
      const { current } = frame;
      if (!current || transform === last) return;
      last = transform;
      const [x, y, zoom] = transform;
      current.style.transform = `translate(${(-x / zoom - area.x) * scale}px, ${(-y / zoom - area.y) * scale}px)`;
      const view = { width: (width / zoom) * scale, height: (height / zoom) * scale };
      if (view.width === sized.width && view.height === sized.height) return;
      sized = view;
      current.style.width = `${view.width}px`;
      current.style.height = `${view.height}px`;
    };
    move();
    return store.subscribe(move);
  }, [store, area]);
  return frame;
}

/** Everything there is, in the shape of the map. */
function mapArea(nodes: readonly CanvasNode[]): Box {
  const all = unionOf(nodes.map(boxOf)) ?? { x: 0, y: 0, ...MAP };
  const scale = Math.max(all.width / MAP.width, all.height / MAP.height) * (1 + 2 * PADDING);
  const width = MAP.width * scale;
  const height = MAP.height * scale;
  return { x: all.x - (width - all.width) / 2, y: all.y - (height - all.height) / 2, width, height };
}

function pathsByColor(nodes: readonly CanvasNode[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string[]>();
  for (const node of nodes) {
    const { x, y, width, height } = boxOf(node);
    const color = colorOf(node);
    const rectangle = `M${x},${y}h${width}v${height}h${-width}z`;
    const known = paths.get(color);
    if (known) known.push(rectangle);
    else paths.set(color, [rectangle]);
  }
  return new Map([...paths].map(([color, parts]) => [color, parts.join("")]));
}

function colorOf(node: CanvasNode): string {
  if (node.type === "frame") return node.data.folded ? "var(--line-strong)" : "transparent";
  if (node.type === "note") return "color-mix(in oklab, var(--status-retrying) 35%, transparent)";
  return categoryLooks[stepCategory(node.data.contract)].color;
}
