import { journalExportPath } from "@worktrail/shared/api/runs-export";
import { edgeState } from "@worktrail/shared/run/flow";
import { edgeKey } from "@worktrail/shared/segment/graph";
import { FileImage, FileText, Image, Share } from "lucide-react";
import { useMemo } from "react";
import { bindCommands, type Command } from "../commands/command.ts";
import { usePageCommands } from "../commands/commands-store.ts";
import { usePictureTheme } from "../pictures/picture-theme.ts";
import { type PictureFormat, savePicture } from "../pictures/save-picture.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useRun } from "./run-context.tsx";

type Save = (format: PictureFormat) => unknown;

const picture = (format: PictureFormat): Command<Save> => ({
  id: `picture_${format}_run`,
  title: `Picture of this run (${format.toUpperCase()})`,
  section: "Segment",
  words: "export image drawing download save status",
  run: (save) => save(format),
});
const commands = [picture("svg"), picture("png")];
const NO_KEYS: readonly never[] = [];

/** The drawing with how far each step has come, and the journal, as files. */
export function RunPictures() {
  const { run, store } = useRun();
  const save: Save = useMemo(
    () => (format) => {
      const { state } = store.getState();
      const { theme } = usePictureTheme.getState();
      if (!state) return savePicture(run.segment, format, { theme });
      const steps = Object.entries(state.steps);
      const edges = run.segment.edges ?? [];
      return savePicture(run.segment, format, {
        theme,
        statuses: new Map(steps.map(([step_id, { status }]) => [step_id, status])),
        dead_edges: new Set(edges.filter((edge) => edgeState(state, edge) === "dead").map(edgeKey)),
      });
    },
    [run.segment, store],
  );
  usePageCommands(
    useMemo(() => bindCommands(commands, save), [save]),
    NO_KEYS,
  );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Files of this run" tooltipSide="bottom">
          <Share />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => void save("svg")}>
          <FileImage aria-hidden /> Picture (SVG)
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void save("png")}>
          <Image aria-hidden /> Picture (PNG)
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={journalExportPath(run.run_id)} download>
            <FileText aria-hidden /> Journal (JSONL)
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
