import { changesBetween } from "@worktrail/shared/segment/changes";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import type { RunRecord } from "../runs/run-context.tsx";
import { useMediaQuery } from "../runs/use-media-query.ts";
import { useRunStoreOf } from "../runs/use-run-store.ts";
import { Button } from "../ui/Button.tsx";
import { ResizableLayout, ResizablePanel, ResizeHandle } from "../ui/ResizableLayout.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/Tabs.tsx";
import { CompareCanvas } from "./CompareCanvas.tsx";
import { CompareHeader } from "./CompareHeader.tsx";
import { CompareContext, type ComparedSide, nameOfStep, useComparing } from "./compare-context.tsx";
import { createComparisonStore } from "./comparison-store.ts";
import { DifferencePanel } from "./DifferencePanel.tsx";
import { type Place, WHOLE_RUN } from "./difference-walk.ts";
import { useWalkKeys } from "./use-walk-differences.ts";

export interface OneSide {
  run: RunRecord;
  /** The event up to which it is looked at; null for as it is now. */
  seq: number | null;
}

export interface CompareViewProps {
  left: OneSide;
  right: OneSide;
  /** Only what both have, for runs of two segments. */
  common: boolean;
}

/** Two runs side by side, followed while they go on. Give it a key of both. */
export function CompareView({ left: leftSide, right: rightSide, common }: CompareViewProps) {
  const left = useSide(leftSide);
  const right = useSide(rightSide);
  const changes = useMemo(() => changesOf(leftSide.run, rightSide.run), [leftSide.run, rightSide.run]);
  const comparison = useMemo(
    () => createComparisonStore(left, right, changes, common),
    [left, right, changes, common],
  );
  useEffect(() => comparison.follow(), [comparison]);
  const [place, show] = useState<Place | null>(WHOLE_RUN);
  const wide = useMediaQuery("(min-width: 720px)");
  const [part, setPart] = useState<Part>("differences");
  const comparing = useMemo(() => {
    const seeCanvas = wide ? null : () => setPart("canvas");
    return { left, right, comparison, changes, place, show, seeCanvas };
  }, [left, right, comparison, changes, place, wide]);
  return (
    <CompareContext value={comparing}>
      <ReactFlowProvider>
        <div className="flex h-full flex-col">
          <CompareHeader />
          <div className="min-h-0 flex-1">
            {wide ? <Wide common={common} /> : <Narrow common={common} part={part} onPart={setPart} />}
          </div>
        </div>
        <WalkKeys />
      </ReactFlowProvider>
    </CompareContext>
  );
}

function WalkKeys() {
  useWalkKeys();
  return null;
}

function useSide({ run, seq }: OneSide): ComparedSide {
  const store = useRunStoreOf(run.run_id, run.last_seq, seq);
  return useMemo(() => ({ run, store, seq, graph: buildGraph(run.segment, catalog) }), [run, store, seq]);
}

/** Two runs of one version are not searched for what changed between them. */
function changesOf(left: RunRecord, right: RunRecord) {
  const oneVersion =
    left.segment_id === right.segment_id && left.revision !== null && left.revision === right.revision;
  return oneVersion ? [] : changesBetween(left.segment, right.segment);
}

function Wide({ common }: { common: boolean }) {
  return (
    <ResizableLayout id="compare">
      <ResizablePanel id="drawing" minSize={320}>
        <CompareCanvas common={common} />
      </ResizablePanel>
      <ResizeHandle label="Width of the differences" />
      <ResizablePanel id="differences" minSize={280} defaultSize={440}>
        <DifferencePanel />
      </ResizablePanel>
    </ResizableLayout>
  );
}

type Part = "differences" | "canvas";

interface NarrowProps {
  common: boolean;
  part: Part;
  onPart: (part: Part) => void;
}

function Narrow({ common, part, onPart }: NarrowProps) {
  const comparing = useComparing();
  const step_id = comparing.place?.step_id ?? null;
  return (
    <Tabs
      value={part}
      onValueChange={(value) => onPart(value === "canvas" ? "canvas" : "differences")}
      className="flex h-full flex-col"
    >
      <TabsList aria-label="Parts of the comparison">
        <TabsTrigger value="differences">Differences</TabsTrigger>
        <TabsTrigger value="canvas">Canvas</TabsTrigger>
      </TabsList>
      <TabsContent value="differences" className="overflow-hidden">
        <DifferencePanel />
      </TabsContent>
      <TabsContent value="canvas" className="flex flex-col">
        <div className="min-h-0 flex-1">
          <CompareCanvas common={common} />
        </div>
        {step_id !== null && (
          <Button className="m-2 min-w-0 shrink" onClick={() => onPart("differences")}>
            <span className="truncate">Differences of {nameOfStep(comparing, step_id)}</span>
          </Button>
        )}
      </TabsContent>
    </Tabs>
  );
}
