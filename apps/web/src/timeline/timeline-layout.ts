// Measures of the chart, in pixels.
export const ROW_HEIGHT = 24;
export const AXIS_HEIGHT = 24;
/** Room behind the last moment, for the mark at the end of a bar. */
export const END_SPACE = 24;
/** A scroller beyond this is more than browsers lay out exactly. */
export const MAX_PLOT_WIDTH = 8_000_000;
/** One millisecond is never wider than this. */
export const MAX_ZOOM = 64;

export function labelWidth(width: number): number {
  return width < 560 ? 116 : 216;
}
