import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { allToggled, extended, NO_SELECTION, toggled, without } from "./run-selection.ts";
import type { ListedRun } from "./runs-feed.ts";

/** The ticked runs; they stay ticked when others come, and when the filter changes what is shown. */
export function useSelection(rows: readonly ListedRun[]) {
  const [selection, setSelection] = useState(NO_SELECTION);
  const order = useMemo(() => rows.map(({ run_id }) => run_id), [rows]);
  const latest = useRef(order);
  useEffect(() => {
    latest.current = order;
  }, [order]);
  // The same function for all rows and for good, so that a row is drawn anew only when it changes itself.
  const select = useCallback((run_id: string, range: boolean) => {
    setSelection((now) => (range ? extended(now, run_id, latest.current) : toggled(now, run_id)));
  }, []);
  return {
    selection,
    select,
    selectAll: () => setSelection((now) => allToggled(now, order)),
    clear: useCallback(() => setSelection(NO_SELECTION), []),
    drop: (run_ids: readonly string[]) => setSelection((now) => without(now, run_ids)),
  };
}
