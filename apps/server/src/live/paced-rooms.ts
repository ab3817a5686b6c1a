// Telling a room costs the thread that also drives the runs, the more the more there are in it. What there is goes out
// at once, and then the room rests for a few times as long as that took; what comes meanwhile goes out together.

/** A room takes at most a sixth of the thread. */
const REST = 5;
const LONGEST_REST_MS = 50;

export type PacedRooms<Item> = {
  add(room: string, items: readonly Item[]): void;
  /** Nothing is told any more. */
  close(): void;
};

/**
 * @param tell gives a room all that there is for it, in order
 * @param now milliseconds on a clock that never goes back
 */
export function pacedRooms<Item>(
  tell: (room: string, items: Item[]) => void,
  now: () => number = () => performance.now(),
): PacedRooms<Item> {
  const resting = new Map<string, { waiting: Item[]; timer: NodeJS.Timeout }>();

  const give = (room: string, items: Item[]) => {
    const began = now();
    tell(room, items);
    const rest = Math.min((now() - began) * REST, LONGEST_REST_MS);
    resting.set(room, { waiting: [], timer: setTimeout(() => wake(room), rest) });
  };
  const wake = (room: string) => {
    const waiting = resting.get(room)?.waiting ?? [];
    resting.delete(room);
    if (waiting.length > 0) give(room, waiting);
  };
  return {
    add: (room, items) => {
      const rest = resting.get(room);
      if (rest) rest.waiting.push(...items);
      else give(room, [...items]);
    },
    close: () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
}
