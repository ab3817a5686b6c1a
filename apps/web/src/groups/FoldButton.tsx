import { ChevronDown, ChevronRight } from "lucide-react";
import { useFolding } from "./folding-context.ts";

export function FoldButton({
  group_id,
  title,
  folded,
}: {
  group_id: string;
  title: string;
  folded: boolean;
}) {
  const { fold } = useFolding();
  const Icon = folded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      aria-label={`${folded ? "Open" : "Fold"} the group ${title}`}
      aria-expanded={!folded}
      className="wt-group-fold nodrag"
      onClick={(event) => {
        event.stopPropagation();
        fold(group_id, !folded);
      }}
      // Two quick presses are two presses, not the double click of the title.
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon aria-hidden />
    </button>
  );
}
