// Between what lies over the drawing and its steps: looks once a frame, and wakes only those whose overlay changed.
import type { EdgeOverlay, OverlaySource, StepOverlay } from "./step-overlay.tsx";

export class OverlayHub {
  readonly steps: Watched<StepOverlay>;
  readonly edges: Watched<EdgeOverlay>;
  readonly edgeNow: (edge_key: string) => EdgeOverlay;
  readonly source: OverlaySource;
  private readonly frameListeners = new Set<() => void>();
  private frames = 0;
  private waiting = 0;
  private stop: (() => void) | null = null;

  constructor(source: OverlaySource) {
    this.source = source;
    const count = () => this.listen();
    this.steps = new Watched((step_id) => source.step(step_id), count);
    this.edges = new Watched((edge_key) => source.edge(edge_key), count);
    this.edgeNow = (edge_key) => source.edge(edge_key);
  }

  /** Told in every frame in which the source changed; `frame` counts them. */
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
      this.stop = this.source.subscribe(() => {
        this.waiting ||= requestAnimationFrame(() => this.flush());
      });
    }
    if (!needed && this.stop) {
      this.stop();
      this.stop = null;
      cancelAnimationFrame(this.waiting);
      this.waiting = 0;
    }
  }

  private flush(): void {
    this.waiting = 0;
    this.frames++;
    this.steps.compare();
    this.edges.compare();
    for (const listener of this.frameListeners) listener();
  }
}

type Entry<Value> = { value: Value; readonly listeners: Set<() => void> };

/** Values by key, as they were in the last frame. */
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

  compare(): void {
    for (const [key, entry] of this.entries) {
      const value = this.read(key);
      if (value === entry.value) continue;
      entry.value = value;
      for (const listener of entry.listeners) listener();
    }
  }
}
