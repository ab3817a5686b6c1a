// What a dragged box can stand in line with: the edges and centres of others, and gaps as wide as gaps there are.
import type { Box } from "../canvas/node-geometry.ts";

export type HelperLine = {
  readonly kind: "line" | "gap";
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
};
export type Snap = { readonly dx: number | null; readonly dy: number | null };

type Axis = "x" | "y";
type Mark = { readonly at: number; readonly box: Box };
type Marks = { readonly edges: readonly Mark[]; readonly centres: readonly Mark[] };
type Span = { readonly from: number; readonly to: number };
type Gap = { readonly span: Span; readonly beside: readonly [Box, Box] };

/** Positions this close are the same place. */
const SAME = 0.51;

/** Boxes sorted once, asked in every move. */
export class Sights {
  private readonly boxes: readonly Box[];
  private readonly marks: Readonly<Record<Axis, Marks>>;

  constructor(boxes: readonly Box[]) {
    this.boxes = boxes;
    this.marks = { x: marksOf(boxes, "x"), y: marksOf(boxes, "y") };
  }

  /** The smallest move in each direction, no longer than `within`, that puts the box in line; null without one. */
  snap(box: Box, within: number): Snap {
    const dx = this.snapAxis(box, "x", within);
    return { dx, dy: this.snapAxis(dx === null ? box : { ...box, x: box.x + dx }, "y", within) };
  }

  /** What the box, where it stands now, is in line with. */
  lines(box: Box): HelperLine[] {
    const found: HelperLine[] = [];
    for (const axis of ["x", "y"] as const) {
      const { edges, centres } = this.marks[axis];
      const { from, to } = spanOf(box, axis);
      const before = found.length;
      for (const at of [from, to]) pushLine(found, box, axis, at, matching(edges, at));
      const centre = (from + to) / 2;
      // Between two edges in line the centres are in line anyway.
      if (found.length < before + 2) pushLine(found, box, axis, centre, matching(centres, centre));
      for (const gap of this.equalGaps(box, axis)) found.push(gapLine(gap, axis));
    }
    return found;
  }

  private snapAxis(box: Box, axis: Axis, within: number): number | null {
    const { edges, centres } = this.marks[axis];
    const { from, to } = spanOf(box, axis);
    const ways = [
      nearest(edges, from) - from,
      nearest(edges, to) - to,
      nearest(centres, (from + to) / 2) - (from + to) / 2,
      ...this.gapPlaces(box, axis, within).map((place) => place - from),
    ];
    let best: number | null = null;
    for (const way of ways) {
      if (Math.abs(way) <= within && (best === null || Math.abs(way) < Math.abs(best))) best = way;
    }
    return best;
  }

  /** Where the box would begin so that its gap to a neighbour is one that is there already, or that of both sides. */
  private gapPlaces(box: Box, axis: Axis, within: number): number[] {
    const { from, to } = spanOf(box, axis);
    const row = this.row(box, axis);
    const before = lastBefore(row, axis, from + within);
    const after = firstAfter(row, axis, to - within);
    const places: number[] = [];
    if (before && after) {
      const place = (spanOf(before, axis).to + spanOf(after, axis).from - (to - from)) / 2;
      if (place >= spanOf(before, axis).to) places.push(place);
    }
    const further = before && lastBefore(row, axis, spanOf(before, axis).from);
    if (before && further) {
      places.push(spanOf(before, axis).to + spanOf(before, axis).from - spanOf(further, axis).to);
    }
    const beyond = after && firstAfter(row, axis, spanOf(after, axis).to);
    if (after && beyond) {
      const gap = spanOf(beyond, axis).from - spanOf(after, axis).to;
      places.push(spanOf(after, axis).from - gap - (to - from));
    }
    return places;
  }

  private equalGaps(box: Box, axis: Axis): Gap[] {
    const { from, to } = spanOf(box, axis);
    const row = this.row(box, axis);
    const before = lastBefore(row, axis, from + SAME);
    const after = firstAfter(row, axis, to - SAME);
    const further = before && lastBefore(row, axis, spanOf(before, axis).from);
    const beyond = after && firstAfter(row, axis, spanOf(after, axis).to);
    const chain = [further, before, box, after, beyond].filter((one) => one !== undefined);
    const gaps = chain.slice(1).map((one, index): Gap => {
      const left = chain[index] ?? one;
      return { span: { from: spanOf(left, axis).to, to: spanOf(one, axis).from }, beside: [left, one] };
    });
    const own = gaps.filter((gap) => gap.beside.includes(box));
    return gaps.filter(
      (gap) =>
        lengthOf(gap) > 0 &&
        own.some((mine) => Math.abs(lengthOf(mine) - lengthOf(gap)) < SAME) &&
        gaps.some((other) => other !== gap && Math.abs(lengthOf(other) - lengthOf(gap)) < SAME),
    );
  }

  /** The boxes beside this one, in the direction of the axis. */
  private row(box: Box, axis: Axis): Box[] {
    const across = spanOf(box, axis === "x" ? "y" : "x");
    return this.boxes.filter((other) => {
      const its = spanOf(other, axis === "x" ? "y" : "x");
      return its.from < across.to && across.from < its.to;
    });
  }
}

function spanOf(box: Box, axis: Axis): Span {
  return axis === "x" ? { from: box.x, to: box.x + box.width } : { from: box.y, to: box.y + box.height };
}

function lengthOf({ span }: Gap): number {
  return span.to - span.from;
}

function marksOf(boxes: readonly Box[], axis: Axis): Marks {
  const sorted = (places: (span: Span) => number[]) =>
    boxes.flatMap((box) => places(spanOf(box, axis)).map((at) => ({ at, box }))).sort((a, b) => a.at - b.at);
  return {
    edges: sorted(({ from, to }) => [from, to]),
    centres: sorted(({ from, to }) => [(from + to) / 2]),
  };
}

/** The index of the first mark that is not before `at`. */
function indexAt(marks: readonly Mark[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(marks: readonly Mark[], at: number): number {
  const index = indexAt(marks, at);
  const after = marks[index]?.at ?? Number.POSITIVE_INFINITY;
  const before = marks[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
  return at - before <= after - at ? before : after;
}

function matching(marks: readonly Mark[], at: number): Box[] {
  const found: Box[] = [];
  for (let index = indexAt(marks, at - SAME); index < marks.length; index++) {
    const mark = marks[index];
    if (!mark || mark.at > at + SAME) break;
    found.push(mark.box);
  }
  return found;
}

function pushLine(into: HelperLine[], box: Box, axis: Axis, at: number, boxes: readonly Box[]): void {
  if (boxes.length === 0) return;
  const spans = [box, ...boxes].map((one) => spanOf(one, axis === "x" ? "y" : "x"));
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  into.push(
    axis === "x"
      ? { kind: "line", x1: at, y1: from, x2: at, y2: to }
      : { kind: "line", x1: from, y1: at, x2: to, y2: at },
  );
}

/** Drawn in the middle of where the two boxes face each other. */
function gapLine({ span, beside: [a, b] }: Gap, axis: Axis): HelperLine {
  const [first, second] = [spanOf(a, axis === "x" ? "y" : "x"), spanOf(b, axis === "x" ? "y" : "x")];
  const at = (Math.max(first.from, second.from) + Math.min(first.to, second.to)) / 2;
  return axis === "x"
    ? { kind: "gap", x1: span.from, y1: at, x2: span.to, y2: at }
    : { kind: "gap", x1: at, y1: span.from, x2: at, y2: span.to };
}

function lastBefore(row: readonly Box[], axis: Axis, at: number): Box | undefined {
  let found: Box | undefined;
  for (const box of row) {
    const { to } = spanOf(box, axis);
    if (to <= at && (!found || to > spanOf(found, axis).to)) found = box;
  }
  return found;
}

function firstAfter(row: readonly Box[], axis: Axis, at: number): Box | undefined {
  let found: Box | undefined;
  for (const box of row) {
    const { from } = spanOf(box, axis);
    if (from >= at && (!found || from < spanOf(found, axis).from)) found = box;
  }
  return found;
}
