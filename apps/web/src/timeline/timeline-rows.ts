import type { Child, Timeline, Track } from "./timeline-model.ts";

export type TimelineRow =
  | { kind: "step"; id: string; track: Track; place: number; total: number; unfolded: boolean | null }
  | { kind: "child"; id: string; track: Track; child: Child; place: number; total: number };

/** A step with more than this many children shows them when it is asked to. */
const SHOWN_CHILDREN = 8;

/**
 * One row a step, with its calls and runs beneath it.
 *
 * @param folds what a person has folded (false) or unfolded (true)
 */
export function timelineRows(
  { tracks }: Pick<Timeline, "tracks">,
  folds: ReadonlyMap<string, boolean> = new Map(),
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let place = 0;
  for (const track of tracks.values()) {
    const { step_id, children } = track;
    const { size } = children;
    const unfolded = size === 0 ? null : (folds.get(step_id) ?? showsChildren(track));
    place += 1;
    rows.push({ kind: "step", id: step_id, track, place, total: tracks.size, unfolded });
    if (!unfolded) continue;
    let childPlace = 0;
    for (const child of children.values()) {
      childPlace += 1;
      rows.push({
        kind: "child",
        id: `${step_id}/${child.key}`,
        track,
        child,
        place: childPlace,
        total: size,
      });
    }
  }
  return rows;
}

/** A step that is one call, and nothing else, has no more to show. */
function showsChildren({ children }: Track): boolean {
  const [only] = children.values();
  if (children.size === 1 && only?.kind === "http") return false;
  return children.size <= SHOWN_CHILDREN;
}
