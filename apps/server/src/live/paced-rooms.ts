// Telling a room costs the thread that also drives the runs, the more the more there are in it. What there is goes out
// at once, and then a large room rests for many times as long as that took; what comes meanwhile goes out together.

/** What is never too much: a room of a few. */
const FREE_MS = 0.3;
const REST = 50;
const LONGEST_REST_MS = 30;

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
    const rest = Math.min((now() - began - FREE_MS) * REST, LONGEST_REST_MS);
    if (rest <= 0) return;
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
