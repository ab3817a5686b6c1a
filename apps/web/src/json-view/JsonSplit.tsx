import type { ReactNode } from "react";
import { ResizableLayout, ResizablePanel, ResizeHandle } from "../ui/ResizableLayout.tsx";
import { JsonPane } from "./JsonPane.tsx";
import { useJsonPane } from "./json-pane-open.ts";

/** The canvas, and beside it, or below it on a narrow screen, the segment as text. */
export function JsonSplit({ narrow, children }: { narrow: boolean; children: ReactNode }) {
  const open = useJsonPane((pane) => pane.open);
  return (
    <ResizableLayout
      id={narrow ? "canvas-json-narrow" : "canvas-json"}
      orientation={narrow ? "vertical" : "horizontal"}
      panelIds={open ? ["canvas", "json"] : ["canvas"]}
    >
      <ResizablePanel id="canvas" minSize={narrow ? 120 : 200}>
        {children}
      </ResizablePanel>
      {open && <ResizeHandle label={narrow ? "Height of the JSON" : "Width of the JSON"} />}
      {open && (
        <ResizablePanel id="json" defaultSize="45%" minSize={narrow ? 120 : 240}>
          <JsonPane />
        </ResizablePanel>
      )}
    </ResizableLayout>
  );
}
