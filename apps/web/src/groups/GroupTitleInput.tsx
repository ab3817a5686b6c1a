import { useCanvas } from "../canvas/canvas-context.tsx";
import { InPlaceInput } from "../canvas/InPlaceInput.tsx";

export function GroupTitleInput({
  group_id,
  title,
  onDone,
}: {
  group_id: string;
  title: string;
  onDone: () => void;
}) {
  const { actions } = useCanvas();
  return (
    <InPlaceInput
      label="Title of the group"
      value={title}
      placeholder="Group"
      className="wt-group-title-input"
      within="[data-group-head]"
      onKeep={(value) => actions?.renameGroup(group_id, value)}
      onDone={onDone}
    />
  );
}
