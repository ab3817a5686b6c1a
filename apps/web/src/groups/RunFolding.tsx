import { type ReactNode, useMemo, useState } from "react";
import { FoldingContext } from "./folding-context.ts";

/** A run opens with every group spread out; what is folded while looking at it is not kept. */
export function RunFolding({ children }: { children: ReactNode }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const folding = useMemo(
    () => ({
      folded,
      fold: (group_id: string, fold: boolean) =>
        setFolded((current) => {
          const next = new Set(current);
          if (fold) next.add(group_id);
          else next.delete(group_id);
          return next;
        }),
    }),
    [folded],
  );
  return <FoldingContext value={folding}>{children}</FoldingContext>;
}
