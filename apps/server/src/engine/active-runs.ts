import type { RunMemory } from "./run-memory.ts";

/** The runs that this process drives, and how many of them are of one organisation. */
export class ActiveRuns {
  readonly #runs = new Map<string, RunMemory>();
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#runs.size;
  }

  /** How many each organisation has here; those without any are left out. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get(run_id: string): RunMemory | undefined {
    return this.#runs.get(run_id);
  }

  all(): IterableIterator<RunMemory> {
    return this.#runs.values();
  }

  add(run: RunMemory): void {
    const { run_id, tenant_id } = run.identity;
    if (!this.#runs.has(run_id)) this.#counts.set(tenant_id, (this.#counts.get(tenant_id) ?? 0) + 1);
    this.#runs.set(run_id, run);
  }

  /** Nothing happens when another memory of the same run has taken its place. */
  remove(run: RunMemory): void {
    const { run_id, tenant_id } = run.identity;
    if (this.#runs.get(run_id) !== run) return;
    this.#runs.delete(run_id);
    const left = (this.#counts.get(tenant_id) ?? 0) - 1;
    if (left > 0) this.#counts.set(tenant_id, left);
    else this.#counts.delete(tenant_id);
  }
}
