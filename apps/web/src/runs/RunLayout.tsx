import { type ReactNode, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { PastFrame } from "../scrubber/PastFrame.tsx";
import { Scrubber } from "../scrubber/Scrubber.tsx";
import { TimelinePanel } from "../timeline/TimelinePanel.tsx";
import { Button } from "../ui/Button.tsx";
import { useStandsStill } from "../ui/clock.ts";
import { ResizableLayout, ResizablePanel, ResizeHandle } from "../ui/ResizableLayout.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/Tabs.tsx";
import { EventsPanel } from "./EventsPanel.tsx";
import { LargeRunBanner } from "./LargeRunBanner.tsx";
import { NewerBanner } from "./NewerBanner.tsx";
import { RefusedBanner } from "./RefusedBanner.tsx";
import { RunCanvas } from "./RunCanvas.tsx";
import { RunSidePanel } from "./RunSidePanel.tsx";
import { focusOn, RunTabs } from "./RunTabs.tsx";
import { useMovingRun, useRun, useRunHead, useRunStatus } from "./run-context.tsx";
import { StaleBanner } from "./StaleBanner.tsx";
import { useMediaQuery } from "./use-media-query.ts";

export function RunLayout() {
  const wide = useMediaQuery("(min-width: 720px)");
  return (
    <AtMoment>
      <RefusedBanner />
      <StaleBanner />
      <NewerBanner />
      <LargeRunBanner />
      <div className="relative min-h-0 flex-1">
        {wide ? <WideLayout /> : <NarrowLayout />}
        <PastFrame />
      </div>
    </AtMoment>
  );
}

function AtMoment({ children }: { children: ReactNode }) {
  const past = useMovingRun((run) => run.past);
  const still = useStandsStill();
  return (
    <div className="flex h-full flex-col" data-still={still || undefined} data-moment={past ?? "newest"}>
      {children}
    </div>
  );
}

function WideLayout() {
  const [below, setBelow] = useState(true);
  const [folded, setFolded] = useState(false);
  const fold = () => {
    setBelow(false);
    setFolded(true);
  };
  return (
    <ResizableLayout id="run">
      <ResizablePanel id="drawing" minSize={320}>
        <div className="flex h-full flex-col">
          <div className="min-h-0 flex-1">
            <ResizableLayout id={below ? "run-drawing" : "run-drawing-only"} orientation="vertical">
              <ResizablePanel id="canvas" minSize={160}>
                <RunCanvas />
              </ResizablePanel>
              {below && (
                <>
                  <ResizeHandle label="Height of timeline and events" />
                  <ResizablePanel id="events" minSize={160} defaultSize={300}>
                    <div className="flex h-full flex-col">
                      <Scrubber />
                      <div className="min-h-0 flex-1 border-line border-t">
                        <RunTabs takesFocus={folded} onFold={fold} />
                      </div>
                    </div>
                  </ResizablePanel>
                </>
              )}
            </ResizableLayout>
          </div>
          {!below && (
            <>
              <Scrubber />
              <button
                ref={focusOn}
                type="button"
                onClick={() => setBelow(true)}
                className="h-8 shrink-0 border-line border-t bg-raised px-3 text-left font-medium text-muted text-xs hover:text-text"
              >
                Show timeline and events
              </button>
            </>
          )}
        </div>
      </ResizablePanel>
      <ResizeHandle label="Width of the details" />
      <ResizablePanel id="details" minSize={260} defaultSize={360}>
        <RunSidePanel />
      </ResizablePanel>
    </ResizableLayout>
  );
}

function NarrowLayout() {
  const [part, setPart] = useState("canvas");
  const details = useDetailsLabel();
  return (
    <Tabs value={part} onValueChange={setPart} className="flex h-full flex-col">
      <TabsList aria-label="Parts of the run">
        <TabsTrigger value="canvas">Canvas</TabsTrigger>
        <TabsTrigger value="details">Details</TabsTrigger>
        <TabsTrigger value="timeline">Timeline</TabsTrigger>
        <TabsTrigger value="events">Events</TabsTrigger>
      </TabsList>
      <TabsContent value="canvas" className="flex flex-col">
        <div className="min-h-0 flex-1">
          <RunCanvas />
        </div>
        {details && (
          <Button className="m-2 min-w-0 shrink" onClick={() => setPart("details")}>
            <span className="truncate">{details}</span>
          </Button>
        )}
      </TabsContent>
      <TabsContent value="details" className="overflow-hidden">
        <RunSidePanel />
      </TabsContent>
      <TabsContent value="timeline" className="overflow-hidden">
        <TimelinePanel />
      </TabsContent>
      <TabsContent value="events" className="overflow-hidden">
        <EventsPanel />
      </TabsContent>
      <Scrubber />
    </Tabs>
  );
}

/** What the details have to offer just now; on a small screen they are a tab away. */
function useDetailsLabel(): string | null {
  const { graph, selected } = useRun();
  const status = useRunStatus();
  const head = useRunHead();
  const asks = Object.values(head?.steps ?? {}).some(({ task }) => task?.status === "open");
  const step = selected === null ? undefined : graph.steps.get(selected);
  if (step) return `Details of ${stepName(step.step, step.contract)}`;
  if (status === "completed") return "Show the result";
  if (status === "failed" || status === "timed_out") return "Show why it failed";
  return asks ? "Answer what it waits for" : null;
}
