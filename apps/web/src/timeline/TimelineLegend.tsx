import { CircleHelp as Help } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/Popover.tsx";
import { partStyle } from "./part-looks.ts";
import type { Part } from "./timeline-model.ts";

const ENTRIES: readonly (readonly [Pick<Part, "kind" | "ended">, string])[] = [
  [{ kind: "queued", ended: "went_on" }, "Queued: ready, and not started yet"],
  [{ kind: "running", ended: null }, "Runs"],
  [{ kind: "running", ended: "completed" }, "Ran, completed"],
  [{ kind: "running", ended: "failed" }, "Ran, failed: a cross at its end"],
  [{ kind: "running", ended: "lost" }, "Lost with its process: a question mark at its end"],
  [{ kind: "person", ended: null }, "Waits for a person"],
  [{ kind: "back_off", ended: null }, "Waits to try again"],
  [{ kind: "runs_below", ended: null }, "Its own runs are under way"],
];

export function TimelineLegend() {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost" aria-label="Legend of the timeline">
          <Help aria-hidden />
          <span className="hidden lg:inline">Legend</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Legend of the timeline" className="w-72">
        <ul className="flex flex-col gap-1.5 p-1 text-xs">
          {ENTRIES.map(([part, words]) => (
            <li key={words} className="flex items-center gap-2">
              <span aria-hidden className="h-3.5 w-8 shrink-0 rounded-[3px]" style={partStyle(part)} />
              {words}
            </li>
          ))}
          <li className="flex items-center gap-2">
            <span aria-hidden className="flex w-8 shrink-0 justify-center">
              <span className="h-3.5 border-status-skipped border-l-2 border-dotted" />
            </span>
            Skipped, without having run
          </li>
          <li className="flex items-center gap-2">
            <span aria-hidden className="h-0.5 w-8 shrink-0 bg-accent" />
            Critical path: what the end of the run had to wait for
          </li>
          <li className="flex items-center gap-2">
            <span aria-hidden className="w-8 shrink-0 text-center">
              {"//"}
            </span>
            Shortened: nothing ran in this time
          </li>
        </ul>
      </PopoverContent>
    </Popover>
  );
}
