// Between what lies over the drawing and its steps: looks when something changed, and wakes only those whose overlay
// did. A single change shows in the next frame; of a stream of changes, no more than the eye can follow.
import type { EdgeOverlay, OverlaySource, StepOverlay } from "./step-overlay.tsx";

const SPACING_MS = 80;
/** Who moves the view looks for a place and reads no badge, and each look costs the move a frame or two. */
const SPACING_WHILE_MOVED_MS = 2_000;
/** Steps and edges; what more there is comes with the next frames. */
const WOKEN_IN_A_FRAME = 64;

export class OverlayHub {
  readonly steps: Watched<StepOverlay>;
  readonly edges: Watched<EdgeOverlay>;
  readonly edgeNow: (edge_key: string) => EdgeOverlay;
  readonly source: OverlaySource;
  private readonly frameListeners = new Set<() => void>();
  private frames = 0;
  private waiting = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looked = Number.NEGATIVE_INFINITY;
  private moved = false;
  private stop: (() => void) | null = null;

  constructor(source: OverlaySource) {
    this.source = source;
    const count = () => this.listen();
    this.steps = new Watched((step_id) => source.step(step_id), count);
    this.edges = new Watched((edge_key) => source.edge(edge_key), count);
    this.edgeNow = (edge_key) => source.edge(edge_key);
  }

  /** Told after every look; `frame` counts them. */
  onFrame = (listener: () => void): (() => void) => {
    this.frameListeners.add(listener);
    this.listen();
    return () => {
      this.frameListeners.delete(listener);
      this.listen();
    };
  };

  frame = (): number => this.frames;

  /** The source is listened to for as long as anything here is. */
  private listen(): void {
    const needed = this.steps.watched || this.edges.watched || this.frameListeners.size > 0;
    if (needed && !this.stop) {
      this.stop = this.source.subscribe(this.lookSoon);
    }
    if (!needed && this.stop) {
      this.stop();
      this.stop = null;
      clearTimeout(this.timer);
      this.timer = undefined;
      cancelAnimationFrame(this.waiting);
      this.waiting = 0;
    }
  }

  /** Told when the view begins to move and when it rests. */
  viewMoves = (moved: boolean): void => {
    this.moved = moved;
    if (moved || this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lookSoon();
  };

  private lookSoon = (): void => {
    if (this.source.asked?.()) {
      clearTimeout(this.timer);
      this.timer = undefined;
      cancelAnimationFrame(this.waiting);
      // In one go with whatever else shows what was asked for: the page is drawn once.
      this.flush();
      return;
    }
    if (this.waiting || this.timer !== undefined) return;
    const wait = this.looked + (this.moved ? SPACING_WHILE_MOVED_MS : SPACING_MS) - performance.now();
    if (wait <= 0) {
      this.waiting = requestAnimationFrame(() => this.flush());
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.lookSoon();
    }, wait);
  };

  private flush(): void {
    this.waiting = 0;
    this.looked = performance.now();
    const room = this.edges.compare(this.steps.compare(WOKEN_IN_A_FRAME));
    if (room === 0) {
      this.waiting = requestAnimationFrame(() => this.flush());
      return;
    }
    this.frames++;
    for (const listener of this.frameListeners) listener();
  }
}

type Entry<Value> = { value: Value; readonly listeners: Set<() => void> };

/** Values by key, as they were when last looked at. */
class Watched<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly read: (key: string) => Value;
  private readonly onCount: () => void;

  constructor(read: (key: string) => Value, onCount: () => void) {
    this.read = read;
    this.onCount = onCount;
  }

  get watched(): boolean {
    return this.entries.size > 0;
  }

  get(key: string): Value {
    const entry = this.entries.get(key);
    return entry ? entry.value : this.read(key);
  }

  subscribe(key: string, listener: () => void): () => void {
    const entry = this.entries.get(key) ?? { value: this.read(key), listeners: new Set() };
    this.entries.set(key, entry);
    entry.listeners.add(listener);
    this.onCount();
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0) this.entries.delete(key);
      this.onCount();
    };
  }

  /** Wakes at most `room` of those that changed, each time others first; returns what is left of it. */
  compare(room: number): number {
    for (const [key, entry] of this.entries) {
      if (room === 0) return 0;
      const value = this.read(key);
      if (value === entry.value) continue;
      entry.value = value;
      this.entries.delete(key);
      this.entries.set(key, entry);
      for (const listener of entry.listeners) listener();
      room--;
    }
    return room;
  }
}
