import { FileImage, Image, Share } from "lucide-react";
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

/** The drawing with how far each step has come, as a file. */
export function RunPictures() {
  const { run, store } = useRun();
  const save: Save = useMemo(
    () => (format) => {
      const steps = store.getState().state?.steps ?? {};
      const statuses = new Map(Object.entries(steps).map(([step_id, { status }]) => [step_id, status]));
      const { theme } = usePictureTheme.getState();
      return savePicture(run.segment, format, { theme, statuses });
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
        <IconButton label="Picture of this run" tooltipSide="bottom">
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
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
