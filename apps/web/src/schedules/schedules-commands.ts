import type { Command } from "../commands/command.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { showSchedules } from "./schedules-view.ts";

export const schedulesCommands: readonly Command<CommandContext>[] = [
  {
    id: "schedules",
    title: "Schedules…",
    section: "Segment",
    words: "cron timer recurring every day start by itself trigger",
    run: () => showSchedules(true),
  },
];
