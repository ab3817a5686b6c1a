/** The runs that are ticked, and the one that a range begins at. */
export type RunSelection = { ids: ReadonlySet<string>; anchor: string | null };

export const NO_SELECTION: RunSelection = { ids: new Set(), anchor: null };

export function toggled({ ids }: RunSelection, run_id: string): RunSelection {
  const next = new Set(ids);
  if (!next.delete(run_id)) next.add(run_id);
  return { ids: next, anchor: run_id };
}

/** Ticks everything from the anchor to here; without one, only this. */
export function extended(selection: RunSelection, run_id: string, order: readonly string[]): RunSelection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(run_id);
  if (from === -1 || to === -1) return { ids: new Set([...selection.ids, run_id]), anchor: run_id };
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...between]), anchor: selection.anchor };
}

/** Ticks all of these; none when all of them are ticked already. */
export function allToggled({ ids }: RunSelection, order: readonly string[]): RunSelection {
  return order.every((run_id) => ids.has(run_id)) ? NO_SELECTION : { ids: new Set(order), anchor: null };
}

export function without({ ids, anchor }: RunSelection, gone: readonly string[]): RunSelection {
  const left = new Set(ids);
  for (const run_id of gone) left.delete(run_id);
  return { ids: left, anchor: anchor !== null && left.has(anchor) ? anchor : null };
}
