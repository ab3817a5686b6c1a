export type CanvasSelection = {
  readonly steps: ReadonlySet<string>;
  /** Edge keys. */
  readonly edges: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
};

const NOTHING: ReadonlySet<string> = new Set();
export const EMPTY_SELECTION: CanvasSelection = { steps: NOTHING, edges: NOTHING, notes: NOTHING };

export function selectSteps(step_ids: Iterable<string>): CanvasSelection {
  return { ...EMPTY_SELECTION, steps: new Set(step_ids) };
}

export function isEmptySelection(selection: CanvasSelection): boolean {
  return selection.steps.size === 0 && selection.edges.size === 0 && selection.notes.size === 0;
}
