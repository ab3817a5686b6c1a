import type { Catalog } from "@worktrail/shared/step/define-step";
import { againCommands } from "../again/again-commands.ts";
import { schedulesCommands } from "../schedules/schedules-commands.ts";
import { subSegmentCommands } from "../sub-segments/sub-segment-commands.ts";
import { versionsCommands } from "../versions/versions-commands.ts";
import { arrangeCommands } from "./arrange-commands.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";
import { editCommands } from "./edit-commands.ts";
import { groupCommands } from "./group-commands.ts";
import { pictureCommands } from "./picture-commands.ts";
import { searchCommands } from "./search-commands.ts";
import { segmentCommands } from "./segment-commands.ts";
import { viewCommands } from "./view-commands.ts";
import { wiringCommands } from "./wiring-commands.ts";

/** Every command of the editor that needs no catalog: those with keys are all here. */
export const fixedCommands: readonly Command<CommandContext>[] = [
  ...editCommands,
  ...wiringCommands,
  ...arrangeCommands,
  ...groupCommands,
  ...searchCommands,
  ...viewCommands,
  ...segmentCommands,
  ...pictureCommands,
  ...versionsCommands,
  ...schedulesCommands,
  ...subSegmentCommands,
  ...againCommands,
];

/** Every command of the editor; each type of step has one that adds it. */
export function editorCommands(catalog: Catalog): Command<CommandContext>[] {
  const adding = Object.values(catalog).map((contract) => ({
    id: `add_${contract.type_id}`,
    title: `Add ${contract.display_name}`,
    section: "Add" as const,
    words: `step ${contract.type_id} ${contract.category}`,
    run: ({ addStep }: CommandContext) => addStep(contract),
  }));
  return [...fixedCommands, ...adding];
}
