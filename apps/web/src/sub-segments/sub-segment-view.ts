// What of sub-segments is under way in the open editor; one editor is open at a time.
import { create } from "zustand";

type SubSegmentView = {
  /** The steps for which the dialog asks a name. */
  readonly converting: ReadonlySet<string> | null;
  /** The segment that is about to be opened in place. */
  readonly opening: string | null;
};

export const useSubSegmentView = create<SubSegmentView>(() => ({ converting: null, opening: null }));

export function askToConvert(step_ids: ReadonlySet<string>): void {
  useSubSegmentView.setState({ converting: step_ids });
}

export function stopConverting(): void {
  useSubSegmentView.setState({ converting: null });
}

/** Opens a segment in place: the way back stays above it. */
export function openSubSegment(segment_id: string): void {
  useSubSegmentView.setState({ opening: segment_id });
}
