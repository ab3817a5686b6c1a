// Steps on their way to new places. The document has the new places already: this is for the eyes alone.
import type { Point } from "@worktrail/shared/segment/schema";
import type { Editor } from "../store/editor.ts";

const GLIDE_MS = 180;
/** More than this many at once would not be smooth. */
const GLIDES_UP_TO = 150;

export type Way = { readonly from: Point; readonly to: Point };

/** Shows nodes of the canvas where they were and lets them go to where they are; any touch ends it at once. */
export function glide(editor: Editor, ways: ReadonlyMap<string, Way>): void {
  if (ways.size > GLIDES_UP_TO || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const start = performance.now();
  const ended = new AbortController();
  const show = (dragged: ReadonlyMap<string, Point>) => editor.session.setState({ dragged });
  const end = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    show(new Map());
  };
  const draw = (now: number) => {
    if (ended.signal.aborted) return;
    const passed = Math.min(Math.max(now - start, 0) / GLIDE_MS, 1);
    if (passed === 1) return end();
    show(new Map([...ways].map(([id, way]) => [id, between(way, 1 - (1 - passed) ** 3)])));
    requestAnimationFrame(draw);
  };
  for (const type of ["pointerdown", "keydown", "wheel"]) {
    window.addEventListener(type, end, { capture: true, passive: true, signal: ended.signal });
  }
  draw(start);
}

function between({ from, to }: Way, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
