// Telling a room costs the thread that also drives the runs, the more the more there are in it. A room of a few is told
// each time at once; a crowd too, but then it rests, and hears together what came meanwhile.

const FEW = 25;
/** Of rest for each in a crowd. */
const REST_MS = 1;
const LONGEST_REST_MS = 100;

export type PacedRooms<Item> = {
  add(room: string, items: readonly Item[]): void;
  /** Nothing is told any more. */
  close(): void;
};

/**
 * @param size how many are in a room
 * @param tell gives a room all that there is for it, in order
 */
export function pacedRooms<Item>(
  size: (room: string) => number,
  tell: (room: string, items: readonly Item[]) => void,
): PacedRooms<Item> {
  const resting = new Map<string, { waiting: Item[]; timer: NodeJS.Timeout }>();

  const give = (room: string, items: readonly Item[]) => {
    tell(room, items);
    const members = size(room);
    if (members <= FEW) return;
    const timer = setTimeout(() => wake(room), Math.min(members * REST_MS, LONGEST_REST_MS));
    resting.set(room, { waiting: [], timer });
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
      else give(room, items);
    },
    close: () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
}
