import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useDetail, useRenaming } from "../canvas/canvas-context.tsx";
import { cn } from "../ui/cn.ts";
import { counted } from "../ui/counted.ts";
import { FoldButton } from "./FoldButton.tsx";
import { FoldedGroup } from "./FoldedGroup.tsx";
import { GroupTitleInput } from "./GroupTitleInput.tsx";
import { GRIP_CLASS, GROUP_PREFIX, type GroupFlowNode, type GroupNodeData } from "./group-node.ts";
import { groupTitle } from "./group-title.ts";

/** A titled frame behind the steps of a group. Title and border move all of them; the inside is the canvas's. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps<GroupFlowNode>) {
  const detail = useDetail();
  if (data.folded) return <FoldedGroup data={data} detail={detail} />;
  const { group, chosen } = data;
  return (
    <div
      className="wt-group"
      data-group-id={group.group_id}
      data-selected={chosen || undefined}
      data-detail={detail}
      data-paper={group.color ?? "grey"}
    >
      <svg aria-hidden className="wt-group-border">
        <rect className={GRIP_CLASS} width="100%" height="100%" rx={12} />
      </svg>
      <GroupHead data={data} />
    </div>
  );
});

function GroupHead({ data: { group, step_ids, chosen } }: { data: GroupNodeData }) {
  const renaming = useRenaming();
  const title = groupTitle(group);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and its own meaning.
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: groups are reached, selected and renamed by keyboard.
      tabIndex={0}
      aria-label={`Group ${title}, ${counted(step_ids.length, "step")}${chosen ? ", selected" : ""}`}
      aria-roledescription="group of steps"
      data-group-head={group.group_id}
      className={cn("wt-group-head", GRIP_CLASS)}
    >
      <FoldButton group_id={group.group_id} title={title} folded={false} />
      {renaming.node_id === GROUP_PREFIX + group.group_id ? (
        <GroupTitleInput group_id={group.group_id} title={group.title} onDone={renaming.stop} />
      ) : (
        <span className="wt-group-title">{title}</span>
      )}
    </div>
  );
}
