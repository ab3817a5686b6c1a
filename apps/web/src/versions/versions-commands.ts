import { hasErrors } from "@worktrail/shared/segment/validate";
import { toast } from "sonner";
import type { Command } from "../commands/command.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { problemSummary } from "../problems/problem-list.ts";
import type { Editor } from "../store/editor.ts";
import { showHistory, showPublishing } from "./versions-view.ts";

/** Opens the publish dialog, or the problems that stand in the way. */
export function askToPublish(editor: Editor): void {
  const issues = editor.validate();
  if (!hasErrors(issues)) {
    showPublishing(true);
    return;
  }
  const errors = issues.filter((issue) => issue.severity === "error");
  editor.session.setState({ problems_open: true });
  toast.error(`This segment cannot be published yet: ${problemSummary(errors)}.`, {
    description: errors[0]?.message,
  });
}

export const versionsCommands: readonly Command<CommandContext>[] = [
  {
    id: "publish",
    title: "Publish…",
    section: "Segment",
    words: "release version live",
    keys: ["shift+p"],
    run: ({ editor }) => askToPublish(editor),
  },
  {
    id: "version_history",
    title: "Version history",
    section: "Segment",
    words: "versions revisions restore diff changes compare",
    run: () => showHistory(),
  },
];
