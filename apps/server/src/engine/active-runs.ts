import type { RunMemory } from "./run-memory.ts";

/**
 * Emptied when its run leaves. Of a `Map` that grows and shrinks all the time V8 keeps earlier tables until its next
 * large collection, and with them whatever they held.
 */
type Place = { run: RunMemory | null };

/** The runs that this process drives, and how many of them are of one organisation. */
export class ActiveRuns {
  readonly #places = new Map<string, Place>();
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#places.size;
  }

  /** How many each organisation has here; those without any are left out. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get(run_id: string): RunMemory | undefined {
    return this.#places.get(run_id)?.run ?? undefined;
  }

  *all(): Generator<RunMemory> {
    for (const { run } of this.#places.values()) if (run !== null) yield run;
  }

  add(run: RunMemory): void {
    const { run_id, tenant_id } = run.identity;
    if (!this.#places.has(run_id)) this.#counts.set(tenant_id, (this.#counts.get(tenant_id) ?? 0) + 1);
    this.#places.set(run_id, { run });
  }

  /** Nothing happens when another memory of the same run has taken its place. */
  remove(run: RunMemory): void {
    const { run_id, tenant_id } = run.identity;
    const place = this.#places.get(run_id);
    if (place?.run !== run) return;
    place.run = null;
    this.#places.delete(run_id);
    const left = (this.#counts.get(tenant_id) ?? 0) - 1;
    if (left > 0) this.#counts.set(tenant_id, left);
    else this.#counts.delete(tenant_id);
  }
}
