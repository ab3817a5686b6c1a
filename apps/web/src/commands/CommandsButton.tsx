import { Command } from "lucide-react";
import { IconButton } from "../ui/IconButton.tsx";
import { showCommands } from "./commands-store.ts";

export function CommandsButton() {
  return (
    <IconButton
      label="Commands"
      keys={["mod", "K"]}
      tooltipSide="bottom"
      aria-haspopup="dialog"
      onClick={() => showCommands("commands")}
    >
      <Command />
    </IconButton>
  );
}
