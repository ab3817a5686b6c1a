import { create } from "zustand";
import { persist } from "zustand/middleware";

const KEPT = 5;

type RecentCommands = {
  /** Ids, the latest first. */
  readonly recent: readonly string[];
  readonly note: (id: string) => void;
};

/** What was started last from the palette; kept in this browser. */
export const useRecentCommands = create<RecentCommands>()(
  persist(
    (set) => ({
      recent: [],
      note: (id) =>
        set(({ recent }) => ({ recent: [id, ...recent.filter((other) => other !== id)].slice(0, KEPT) })),
    }),
    { name: "worktrail.commands" },
  ),
);
