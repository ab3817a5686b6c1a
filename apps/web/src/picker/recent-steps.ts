import { create } from "zustand";
import { persist } from "zustand/middleware";

const KEPT = 3;

type RecentSteps = {
  /** Ids of step types, the latest first. */
  readonly recent: readonly string[];
  readonly note: (type_id: string) => void;
};

/** The types of step that were added last; kept in this browser. */
export const useRecentSteps = create<RecentSteps>()(
  persist(
    (set) => ({
      recent: [],
      note: (type_id) =>
        set(({ recent }) => ({
          recent: [type_id, ...recent.filter((other) => other !== type_id)].slice(0, KEPT),
        })),
    }),
    { name: "worktrail.steps" },
  ),
);
