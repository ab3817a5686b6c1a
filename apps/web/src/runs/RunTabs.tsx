import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { TimelinePanel } from "../timeline/TimelinePanel.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/Tabs.tsx";
import { EventsPanel } from "./EventsPanel.tsx";

/** Below the canvas: the run in time, and as its journal. */
export function RunTabs({ onFold, takesFocus }: { onFold: () => void; takesFocus: boolean }) {
  const [part, setPart] = useState("timeline");
  return (
    <Tabs value={part} onValueChange={setPart} className="flex h-full flex-col bg-raised">
      <div className="flex shrink-0 items-center border-line border-b pr-1.5">
        <TabsList aria-label="The run in time" className="flex-1 border-b-0">
          <TabsTrigger value="timeline">Timeline</TabsTrigger>
          <TabsTrigger value="events">Events</TabsTrigger>
        </TabsList>
        <IconButton
          label="Fold timeline and events"
          size="sm"
          onClick={onFold}
          ref={takesFocus ? focusOn : undefined}
        >
          <ChevronDown />
        </IconButton>
      </div>
      <TabsContent value="timeline" className="overflow-hidden">
        <TimelinePanel />
      </TabsContent>
      <TabsContent value="events" className="overflow-hidden">
        <EventsPanel />
      </TabsContent>
    </Tabs>
  );
}

/** For what replaces the control that was just pressed. */
export function focusOn(element: HTMLElement | null): void {
  element?.focus();
}
