import { Maximize2, Minus, Plus } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { TimelineLegend } from "./TimelineLegend.tsx";
import type { Zoom } from "./use-zoom.ts";

/** By one press of a button or a key. */
export const ZOOM_STEP = 1.6;

type ControlsProps = {
  zoom: Zoom;
  compress: boolean;
  onCompress: (compress: boolean) => void;
  summary: string;
};

export function TimelineControls({ zoom, compress, onCompress, summary }: ControlsProps) {
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center justify-end gap-0.5 border-line border-b pr-1.5 pl-3">
      <p
        className="min-w-0 basis-full pt-1.5 text-muted text-xs md:basis-0 md:grow md:truncate md:pt-0"
        title={summary}
        data-critical-path
      >
        {summary}
      </p>
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={compress}
        className="aria-pressed:bg-accent/10 aria-pressed:text-accent-text"
        title="Shortens long times in which nothing ran"
        onClick={() => onCompress(!compress)}
      >
        Compress waiting
      </Button>
      <IconButton
        label="Zoom out"
        keys={["−"]}
        size="sm"
        disabled={zoom.fits}
        onClick={() => zoom.by(1 / ZOOM_STEP)}
      >
        <Minus />
      </IconButton>
      <IconButton label="Zoom in" keys={["+"]} size="sm" onClick={() => zoom.by(ZOOM_STEP)}>
        <Plus />
      </IconButton>
      <IconButton label="Fit the whole run" keys={["0"]} size="sm" disabled={zoom.fits} onClick={zoom.fit}>
        <Maximize2 />
      </IconButton>
      <TimelineLegend />
    </div>
  );
}
