import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "../ui/IconButton.tsx";
import { CanvasMap } from "./CanvasMap.tsx";
import { useFit } from "./use-fit.ts";

const ROOM_FOR_MAP = 420;

/** Zoom at the lower left, the map at the lower right. */
export function CanvasControls() {
  const flow = useReactFlow();
  const { fitAll } = useFit();
  const hasMap = useStore((state) => state.nodes.length > 0 && state.width >= ROOM_FOR_MAP);
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <>
      <Panel
        position="bottom-left"
        className="flex items-center rounded-lg border border-line bg-raised p-0.5 shadow-float"
      >
        <IconButton label="Zoom out" keys={["-"]} size="sm" onClick={() => void flow.zoomOut()}>
          <Minus />
        </IconButton>
        <button
          type="button"
          aria-label={`Zoom is ${percent} %. Back to 100 %`}
          onClick={() => void flow.zoomTo(1)}
          className="h-7 w-12 rounded-md text-center text-muted text-xs tabular-nums hover:bg-hover hover:text-text"
        >
          {percent} %
        </button>
        <IconButton label="Zoom in" keys={["+"]} size="sm" onClick={() => void flow.zoomIn()}>
          <Plus />
        </IconButton>
        <IconButton label="Show everything" keys={["shift", "1"]} size="sm" onClick={fitAll}>
          <Maximize />
        </IconButton>
      </Panel>
      {hasMap && <CanvasMap />}
    </>
  );
}
