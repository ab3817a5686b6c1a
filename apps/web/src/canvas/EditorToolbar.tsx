import {
  CircleAlert,
  CircleCheck,
  Copy,
  Download,
  FileJson,
  FileUp,
  type LucideIcon,
  Play,
  Redo2,
  Share,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { copySegmentJson, downloadSegment } from "../commands/export-segment.ts";
import { LlmteamExport } from "../commands/LlmteamExport.tsx";
import { askLlmteamExport } from "../commands/llmteam-export.ts";
import { JsonButton } from "../json-view/JsonButton.tsx";
import { PictureMenuItems } from "../pictures/PictureMenuItems.tsx";
import { problemSummary } from "../problems/problem-list.ts";
import { useEditor, useHistory, useIssues } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";

export interface EditorToolbarProps {
  onImport: () => void;
  onRun: () => void;
  starting: boolean;
}

export function EditorToolbar({ onImport, onRun, starting }: EditorToolbarProps) {
  const editor = useEditor();
  const undoLabel = useHistory(({ past }) => past.at(-1)?.label);
  const redoLabel = useHistory(({ future }) => future[0]?.label);
  return (
    <>
      <HistoryButton
        label="Undo"
        what={undoLabel}
        keys={["mod", "Z"]}
        onClick={editor.undo}
        icon={<Undo2 />}
      />
      <HistoryButton
        label="Redo"
        what={redoLabel}
        keys={["mod", "shift", "Z"]}
        onClick={editor.redo}
        icon={<Redo2 />}
      />
      <ProblemsButton />
      <JsonButton />
      <IconButton label="Import" onClick={onImport} tooltipSide="bottom">
        <FileUp />
      </IconButton>
      <ExportMenu />
      <LlmteamExport />
      <Tooltip label="Run this segment" keys={["mod", "enter"]} side="bottom">
        <Button variant="primary" onClick={onRun} loading={starting} aria-label="Run">
          <Play aria-hidden /> Run
        </Button>
      </Tooltip>
    </>
  );
}

interface HistoryButtonProps {
  label: string;
  what: string | undefined;
  keys: readonly string[];
  onClick: () => unknown;
  icon: ReactNode;
}

/** The name stays one word, the tooltip says what would be undone. */
function HistoryButton({ label, what, keys, onClick, icon }: HistoryButtonProps) {
  return (
    <Tooltip
      label={what ? `${label}: ${what}` : `Nothing to ${label.toLowerCase()}`}
      keys={keys}
      side="bottom"
    >
      <Button
        variant="ghost"
        aria-label={label}
        aria-disabled={what === undefined}
        className="w-8 px-0"
        onClick={() => onClick()}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}

function ProblemsButton() {
  const editor = useEditor();
  const issues = useIssues();
  const errors = issues.filter((issue) => issue.severity === "error").length;
  const [Icon, tone] = problemLook(errors, issues.length);
  return (
    <Tooltip label="What keeps this segment from running" side="bottom">
      <Button
        variant="ghost"
        aria-label="Problems"
        aria-description={problemSummary(issues)}
        onClick={() => editor.session.setState(({ problems_open }) => ({ problems_open: !problems_open }))}
        className="px-2"
      >
        <Icon aria-hidden className={tone} />
        <span
          className="tabular-nums before:content-[attr(data-problem-count)]"
          data-problem-count={issues.length}
        />
      </Button>
    </Tooltip>
  );
}

function problemLook(errors: number, all: number): [LucideIcon, string] {
  if (errors > 0) return [CircleAlert, "text-danger-text"];
  return all > 0 ? [TriangleAlert, "text-warning-text"] : [CircleCheck, "text-muted"];
}

function ExportMenu() {
  const editor = useEditor();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Export" tooltipSide="bottom">
          <Share />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => downloadSegment(editor.segment)}>
          <Download /> Download file
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copySegmentJson(editor.segment)}>
          <Copy /> Copy JSON
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={askLlmteamExport}>
          <FileJson /> llmteam JSON…
        </DropdownMenuItem>
        <PictureMenuItems />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
