import { PanelLeft, PanelRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { JsonSplit } from "../json-view/JsonSplit.tsx";
import { Palette } from "../palette/Palette.tsx";
import { ProblemsPanel } from "../problems/ProblemsPanel.tsx";
import { useSession } from "../store/editor-context.tsx";
import { cn } from "../ui/cn.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { ResizableLayout, ResizablePanel, ResizeHandle } from "../ui/ResizableLayout.tsx";
import { EditorCanvas } from "./EditorCanvas.tsx";
import type { Fold } from "./use-fold.ts";

export interface EditorPanelsProps {
  onImport: () => void;
  inspector: ReactNode;
  left: Fold;
  right: Fold;
}

/** Palette, canvas with the problems below it, inspector; each side resizes and folds. */
export function EditorPanels({ onImport, inspector, left, right }: EditorPanelsProps) {
  const problemsOpen = useSession((state) => state.problems_open);
  // On a phone the drawing comes first; both sides open over their buttons.
  const [narrow] = useState(() => window.matchMedia("(width < 720px)").matches);
  // Below this the palette would leave the drawing less room than the inspector has; N adds steps too.
  const [snug] = useState(() => window.matchMedia("(width < 1100px)").matches);
  return (
    <ResizableLayout id={narrow ? "editor-narrow" : snug ? "editor-snug" : "editor"}>
      <ResizablePanel
        id="palette"
        panelRef={left.ref}
        defaultSize={snug ? 0 : 200}
        minSize={160}
        maxSize={320}
        groupResizeBehavior="preserve-pixel-size"
        collapsible
        onResize={left.notice}
      >
        <Palette />
      </ResizablePanel>
      <ResizeHandle label="Width of the palette" />
      <ResizablePanel id="drawing" minSize={narrow ? 96 : 240}>
        <div className="relative flex size-full flex-col">
          <div className="min-h-0 flex-1">
            <JsonSplit narrow={narrow}>
              <div className="relative size-full">
                <EditorCanvas onImport={onImport} />
                <FoldButton side="left" folded={left.folded} onClick={left.toggle} />
                <FoldButton side="right" folded={right.folded} onClick={right.toggle} />
              </div>
            </JsonSplit>
          </div>
          {problemsOpen && (
            <div className="h-52 shrink-0 border-line border-t">
              <ProblemsPanel />
            </div>
          )}
        </div>
      </ResizablePanel>
      <ResizeHandle label="Width of the inspector" />
      <ResizablePanel
        id="inspector"
        panelRef={right.ref}
        defaultSize={narrow ? 0 : 336}
        minSize={260}
        maxSize={560}
        groupResizeBehavior="preserve-pixel-size"
        collapsible
        onResize={right.notice}
      >
        {inspector}
      </ResizablePanel>
    </ResizableLayout>
  );
}

interface FoldButtonProps {
  side: "left" | "right";
  folded: boolean;
  onClick: () => void;
}

function FoldButton({ side, folded, onClick }: FoldButtonProps) {
  const what = side === "left" ? "the palette" : "the inspector";
  return (
    <IconButton
      label={`${folded ? "Show" : "Hide"} ${what}`}
      size="sm"
      tooltipSide="bottom"
      onClick={onClick}
      className={cn("absolute top-3 z-10 border-line bg-raised", side === "left" ? "left-3" : "right-3")}
    >
      {side === "left" ? <PanelLeft /> : <PanelRight />}
    </IconButton>
  );
}
