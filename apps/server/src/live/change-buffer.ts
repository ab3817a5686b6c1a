import type { OrgTopic } from "@worktrail/shared/live/protocol";

const EVERY_MS = 100;

export type OrgChange = { organization_id: string; topic: OrgTopic; id: string };

/** Tells lists to look again, at most once per thing and 100 ms. */
export class ChangeBuffer {
  readonly #send: (changes: readonly OrgChange[]) => void;
  readonly #changes = new Map<string, OrgChange>();
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (changes: readonly OrgChange[]) => void) {
    this.#send = send;
  }

  add(change: OrgChange): void {
    this.#changes.set(`${change.organization_id} ${change.topic} ${change.id}`, change);
    this.#timer ??= setTimeout(() => this.#flush(), EVERY_MS);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = null;
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    this.#send(changes);
  }
}
