import {
  CalendarClock,
  ChevronDown,
  CircleAlert,
  CloudUpload,
  History,
  Tag,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { showSchedules } from "../schedules/schedules-view.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Spinner } from "../ui/Spinner.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";
import { type PublishState, publishWords } from "./publish-state.ts";
import type { Publishing } from "./use-publishing.ts";
import { askToPublish } from "./versions-commands.ts";
import { showHistory } from "./versions-view.ts";

export interface PublishButtonProps {
  publishing: Publishing;
  onName: () => void;
}

/** Says whether what is drawn is what is published, and changes that. */
export function PublishButton({ publishing, onName }: PublishButtonProps) {
  const editor = useEditor();
  const { state, unpublish, head } = publishing;
  const { word, help } = publishWords(state);
  const busy = state.name === "publishing";
  return (
    <div className="flex items-center">
      <Tooltip label={help} keys={["shift", "P"]} side="bottom">
        <Button
          data-publish-state={state.name}
          aria-description={help}
          aria-busy={busy}
          aria-disabled={busy || state.name === "loading"}
          className="rounded-r-none px-2 md:px-3"
          onClick={() => !busy && state.name !== "loading" && askToPublish(editor)}
        >
          <StateIcon state={state} />
          <span className="max-md:sr-only">{word}</span>
          <StateCount state={state} />
        </Button>
      </Tooltip>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton
            label="Versions"
            tooltipSide="bottom"
            variant="secondary"
            className="-ml-px w-7 rounded-l-none"
          >
            <ChevronDown />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => askToPublish(editor)} keys={["shift", "P"]}>
            <CloudUpload /> Publish…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onName}>
            <Tag /> Name this version…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => showHistory()}>
            <History /> Version history
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => showSchedules(true)}>
            <CalendarClock /> Schedules…
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            danger
            disabled={(head?.published_revision ?? null) === null}
            onSelect={() => unpublish.mutate()}
          >
            Unpublish
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}

function StateIcon({ state }: { state: PublishState }): ReactNode {
  switch (state.name) {
    case "publishing":
    case "loading":
      return <Spinner />;
    case "failed":
      return <TriangleAlert aria-hidden className="text-danger-text" />;
    case "invalid":
      return <CircleAlert aria-hidden className="text-danger-text" />;
    case "published":
      return <CloudUpload aria-hidden className="text-success-text" />;
    case "changed":
      return <CloudUpload aria-hidden className="text-warning-text" />;
    case "unpublished":
      return <CloudUpload aria-hidden />;
    default:
      return null;
  }
}

function StateCount({ state }: { state: PublishState }) {
  if (state.name === "changed")
    return <span className="text-warning-text text-xs max-lg:sr-only">{counted(state.count, "change")}</span>;
  if (state.name === "invalid")
    return (
      <span className="text-danger-text text-xs max-lg:sr-only">{counted(state.errors, "problem")}</span>
    );
  if (state.name === "unpublished")
    return <span className="text-muted text-xs max-xl:sr-only">not published yet</span>;
  return null;
}
