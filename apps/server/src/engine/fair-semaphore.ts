// Who may act outside now: a bound for the process, one for each organisation, and turns between them.

type Waiting = { rank: number; resolve: (release: Release | null) => void };
type Place = { held: number; last_turn: number; readonly waiting: Waiting[] };

export type Release = () => void;

/**
 * At most `size` holders at once, and at most `share` of one organisation. Where several wait, the most urgent goes
 * first, then the organisation that holds the fewest, or whose last turn is the longest ago, then whoever waits longest.
 */
export class FairSemaphore {
  readonly #size: number;
  readonly #share: number;
  /** Organisations that hold or wait. */
  readonly #places = new Map<string, Place>();
  #held = 0;
  #turns = 0;
  #closed = false;

  constructor(size: number, share: number) {
    this.#size = size;
    this.#share = share;
  }

  /**
   * @param rank 0 is the most urgent
   * @returns null when nobody may wait any more
   */
  async acquire(organization_id: string, rank: number): Promise<Release | null> {
    const place = this.#places.get(organization_id) ?? { held: 0, last_turn: 0, waiting: [] };
    // Whoever waits has no room, so nobody is overtaken here.
    if (this.#hasRoom(place)) return this.#take(organization_id, place);
    if (this.#closed) return null;
    this.#places.set(organization_id, place);
    return new Promise((resolve) => {
      const behind = place.waiting.findLastIndex((other) => other.rank <= rank);
      place.waiting.splice(behind + 1, 0, { rank, resolve });
    });
  }

  /** Turns away everybody who waits, and whoever would have to. */
  turnAway(): void {
    this.#closed = true;
    for (const { waiting } of this.#places.values())
      for (const { resolve } of waiting.splice(0)) resolve(null);
  }

  #hasRoom(place: Place): boolean {
    return this.#held < this.#size && place.held < this.#share;
  }

  #take(organization_id: string, place: Place): Release {
    this.#held += 1;
    place.held += 1;
    place.last_turn = ++this.#turns;
    this.#places.set(organization_id, place);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#held -= 1;
      place.held -= 1;
      if (place.held === 0 && place.waiting.length === 0) this.#places.delete(organization_id);
      this.#next();
    };
  }

  #next(): void {
    let first: Candidate | null = null;
    for (const [organization_id, place] of this.#places) {
      const rank = place.waiting[0]?.rank;
      if (rank === undefined || !this.#hasRoom(place)) continue;
      const candidate = { organization_id, place, rank };
      if (first === null || isBefore(candidate, first)) first = candidate;
    }
    if (first === null) return;
    const { organization_id, place } = first;
    place.waiting.shift()?.resolve(this.#take(organization_id, place));
  }
}

type Candidate = { organization_id: string; place: Place; rank: number };

function isBefore(one: Candidate, other: Candidate): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  if (one.place.held !== other.place.held) return one.place.held < other.place.held;
  return one.place.last_turn < other.place.last_turn;
}
