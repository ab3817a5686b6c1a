// Simulated time: what is to happen, in the order of when. A binary heap.
type Entry = { at: number; order: number; act: () => void };

export class Timeline {
  readonly #heap: Entry[] = [];
  #order = 0;
  now = 0;

  after(delay: number, act: () => void): void {
    this.#push({ at: this.now + delay, order: this.#order++, act });
  }

  /** Lets everything happen that is due before `end`. */
  runUntil(end: number): void {
    for (let next = this.#heap[0]; next !== undefined && next.at < end; next = this.#heap[0]) {
      this.#pop();
      this.now = next.at;
      next.act();
    }
    this.now = end;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, entry)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && before(right, left);
      const child = isRight ? right : left;
      if (before(moved, child)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = moved;
  }
}

const before = (one: Entry, other: Entry) =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
