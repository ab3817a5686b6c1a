import type { SegmentChange } from "@worktrail/shared/segment/changes";
import { cn } from "../ui/cn.ts";
import { changeLetters } from "./change-words.ts";

/** N, M or D: filled where a run would notice, outlined where only the look changed. The word stands beside it. */
export function ChangeLetter({ change }: { change: SegmentChange }) {
  return (
    <span
      aria-hidden
      data-change={change.kind}
      className={cn(
        "wt-change-tone inline-flex size-5 shrink-0 items-center justify-center rounded-md border border-(--change) font-semibold text-xs",
        change.executes ? "bg-(--change) text-raised" : "border-dashed text-(--change)",
      )}
    >
      {changeLetters[change.kind]}
    </span>
  );
}
