import { memo } from "react";
import { cn } from "../ui/cn.ts";
import type { Mark, MarkKind } from "./marks.ts";

const looks: Record<MarkKind, string> = { failed: "bg-status-failed", waited: "bg-status-waiting" };

/** Small strokes on the slider; how many there are of which kind stands beside it in words. */
export const MarkTicks = memo(function MarkTicks({ marks, last_seq }: { marks: Mark[]; last_seq: number }) {
  return (
    <span aria-hidden className="pointer-events-none absolute inset-0">
      {marks.map(({ seq, kind }) => (
        <span
          key={`${kind} ${seq}`}
          data-mark={kind}
          className={cn("-top-1 absolute h-3.5 w-0.5 rounded-full", looks[kind])}
          style={{ left: `${(100 * (seq - 1)) / Math.max(1, last_seq - 1)}%` }}
        />
      ))}
    </span>
  );
});
