import { Handle, Position } from "@xyflow/react";
import { CircleAlert, Layers, TriangleAlert } from "lucide-react";
import { type DetailLevel, useRenaming } from "../canvas/canvas-context.tsx";
import { counted } from "../ui/counted.ts";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { FoldButton } from "./FoldButton.tsx";
import { GroupTitleInput } from "./GroupTitleInput.tsx";
import { GROUP_IN, GROUP_OUT, GROUP_PREFIX, type GroupNodeData } from "./group-node.ts";
import { groupTitle } from "./group-title.ts";
import { useGroupOverlay } from "./use-group-overlay.ts";
import type { GroupOverlay } from "./worst-overlay.ts";

/** One card in place of the steps of a group: its title, how many they are, and the worst of what they show. */
export function FoldedGroup({ data, detail }: { data: GroupNodeData; detail: DetailLevel }) {
  const { group, step_ids, chosen } = data;
  const overlay = useGroupOverlay(step_ids);
  const renaming = useRenaming();
  const title = groupTitle(group);
  const look = overlay.status === "idle" ? null : statusLooks[overlay.status];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and its own meaning.
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: groups are reached, selected and renamed by keyboard.
      tabIndex={0}
      aria-label={accessibleName(title, step_ids.length, overlay)}
      aria-roledescription="folded group of steps"
      className="wt-group-card"
      data-group-id={group.group_id}
      data-group-head={group.group_id}
      data-folded
      data-status={overlay.status}
      data-selected={chosen || undefined}
      data-detail={detail}
      data-paper={group.color ?? "grey"}
      style={look ? { "--status": look.color } : undefined}
    >
      {detail !== "block" && (
        <>
          <FoldButton group_id={group.group_id} title={title} folded />
          <div className="min-w-0 flex-1">
            {renaming.node_id === GROUP_PREFIX + group.group_id ? (
              <GroupTitleInput group_id={group.group_id} title={group.title} onDone={renaming.stop} />
            ) : (
              <div className="wt-group-title">{title}</div>
            )}
            {detail === "full" && <div className="wt-step-caption">{caption(step_ids.length, overlay)}</div>}
          </div>
          <Layers aria-hidden className="size-4 shrink-0 text-muted" />
        </>
      )}
      {detail === "full" && <Badges overlay={overlay} />}
      <Handle
        id={GROUP_IN}
        type="target"
        position={Position.Left}
        isConnectable={false}
        className="wt-group-port"
      />
      <Handle
        id={GROUP_OUT}
        type="source"
        position={Position.Right}
        isConnectable={false}
        className="wt-group-port"
      />
    </div>
  );
}

function caption(count: number, { status, ended }: GroupOverlay): string {
  return status === "idle" ? counted(count, "step") : `${ended} of ${counted(count, "step")} done`;
}

function Badges({ overlay: { status, errors, warnings } }: { overlay: GroupOverlay }) {
  const ran = status !== "idle" && status !== "pending";
  return (
    <div className="wt-step-badges" aria-hidden>
      {errors > 0 && (
        <span className="wt-badge text-danger-text">
          <CircleAlert /> {errors}
        </span>
      )}
      {errors === 0 && warnings > 0 && (
        <span className="wt-badge text-warning-text">
          <TriangleAlert /> {warnings}
        </span>
      )}
      {ran && (
        <span className="wt-badge" style={{ color: "var(--status)" }}>
          <StatusIcon status={status} className="size-3" />
          {statusLooks[status].word}
        </span>
      )}
    </div>
  );
}

/** "Group Intake, folded, 5 steps, failed, 2 errors". */
function accessibleName(title: string, count: number, { status, errors, warnings }: GroupOverlay): string {
  const parts = [`Group ${title}`, "folded", counted(count, "step")];
  if (status !== "idle") parts.push(statusLooks[status].word.toLowerCase());
  if (errors > 0) parts.push(counted(errors, "error"));
  if (warnings > 0) parts.push(counted(warnings, "warning"));
  return parts.join(", ");
}
