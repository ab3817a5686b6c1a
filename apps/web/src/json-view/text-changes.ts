// The smallest changes that make one text into another, so that cursor, folds and scroll stay where they are.

export type TextChange = { readonly from: number; readonly to: number; readonly insert: string };

/** Changes in order of their place, with offsets into `before`. Lines that stay are not named. */
export function textChanges(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const head = sharedHead(before, after);
  const tail = sharedTail(before, after, head);
  const left = linesOf(before.slice(head, before.length - tail));
  const right = linesOf(after.slice(head, after.length - tail));
  const hunks = sameLines(left, right) ?? shortestHunks(left, right) ?? [whole(left, right)];
  return changesOf(hunks, left, right, head);
}

/** The length of the lines that both begin with. */
function sharedHead(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return at === 0 ? 0 : before.lastIndexOf("\n", at - 1) + 1;
}

/** The length of the lines that both end with, not counting the shared head. */
function sharedTail(before: string, after: string, head: number): number {
  const shorter = Math.min(before.length, after.length) - head;
  let length = 0;
  while (
    length < shorter &&
    before.charCodeAt(before.length - 1 - length) === after.charCodeAt(after.length - 1 - length)
  ) {
    length++;
  }
  const end = before.indexOf("\n", before.length - length);
  return end === -1 || length === 0 ? 0 : before.length - end - 1;
}

/** `left[from, to)` becomes `right[start, end)`. */
type Hunk = { from: number; to: number; start: number; end: number };

/** Each with its line end, so that lengths add up to offsets. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

function whole(left: readonly string[], right: readonly string[]): Hunk {
  return { from: 0, to: left.length, start: 0, end: right.length };
}

/** As many lines as before, most of them the same: values changed and nothing moved, as after tidying up. */
function sameLines(left: readonly string[], right: readonly string[]): Hunk[] | null {
  if (left.length !== right.length) return null;
  const hunks: Hunk[] = [];
  for (let line = 0; line < left.length; line++) {
    if (left[line] === right[line]) continue;
    hunks.push({ from: line, to: line + 1, start: line, end: line + 1 });
    if (hunks.length > 4 && hunks.length * 2 > left.length) return null;
  }
  return hunks;
}

const MAX_EDITS = 1_500;

/** Myers' shortest edit script; null where that takes too many edits to be worth it. */
function shortestHunks(left: readonly string[], right: readonly string[]): Hunk[] | null {
  const limit = Math.min(MAX_EDITS, left.length + right.length);
  const trace: Int32Array[] = [];
  let reached = new Int32Array(2 * limit + 3);
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(reached.slice(limit - edits, limit + edits + 3));
    const next = reached;
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(reached, limit, k - 1) < at(reached, limit, k + 1));
      let x = down ? at(reached, limit, k + 1) : at(reached, limit, k - 1) + 1;
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x++;
      next[limit + 1 + k] = x;
      if (x >= left.length && x - k >= right.length) return backtrack(trace, left.length, right.length);
    }
    reached = next;
  }
  return null;
}

function at(reached: Int32Array, limit: number, k: number): number {
  return reached[limit + 1 + k] ?? 0;
}

function backtrack(trace: readonly Int32Array[], width: number, height: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [width, height];
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const row = trace[edits];
    // The row holds the diagonals from -edits - 1 to edits + 1.
    const reach = (k: number) => row?.[k + edits + 1] ?? 0;
    const k = x - y;
    const down = k === -edits || (k !== edits && reach(k - 1) < reach(k + 1));
    const before = down ? k + 1 : k - 1;
    const fromX = reach(before);
    const fromY = fromX - before;
    const [startX, startY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    hunks.push({ from: fromX, to: startX, start: fromY, end: startY });
    [x, y] = [fromX, fromY];
  }
  return joined(hunks.reverse());
}

/** Edits that touch are one hunk. */
function joined(hunks: readonly Hunk[]): Hunk[] {
  const result: Hunk[] = [];
  for (const hunk of hunks) {
    const last = result.at(-1);
    if (last && last.to === hunk.from && last.end === hunk.start) {
      last.to = hunk.to;
      last.end = hunk.end;
    } else result.push({ ...hunk });
  }
  return result;
}

function changesOf(
  hunks: readonly Hunk[],
  left: readonly string[],
  right: readonly string[],
  offset: number,
): TextChange[] {
  const changes: TextChange[] = [];
  let line = 0;
  let place = offset;
  for (const { from, to, start, end } of hunks) {
    place += lengthOf(left, line, from);
    const removed = left.slice(from, to).join("");
    changes.push(trimmed(place, removed, right.slice(start, end).join("")));
    place += removed.length;
    line = to;
  }
  return changes;
}

function lengthOf(lines: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let line = from; line < to; line++) length += lines[line]?.length ?? 0;
  return length;
}

/** Without what both begin and end with: a cursor behind it stays. */
function trimmed(place: number, removed: string, added: string): TextChange {
  const shorter = Math.min(removed.length, added.length);
  let head = 0;
  while (head < shorter && removed[head] === added[head]) head++;
  let tail = 0;
  while (tail < shorter - head && removed[removed.length - 1 - tail] === added[added.length - 1 - tail])
    tail++;
  return {
    from: place + head,
    to: place + removed.length - tail,
    insert: added.slice(head, added.length - tail),
  };
}
