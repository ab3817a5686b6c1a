import { create } from "zustand";
import { persist } from "zustand/middleware";

/** Whether the rail shows its labels; kept in this browser. */
export const useRail = create<{ expanded: boolean; toggle: () => void }>()(
  persist((set) => ({ expanded: false, toggle: () => set((state) => ({ expanded: !state.expanded })) }), {
    name: "worktrail.rail",
  }),
);

/** A row of the rail: a square with an icon at the left, a labelled cell in the bar below on narrow screens. */
export const railItem =
  "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 rounded-md text-muted transition-colors duration-100 hover:text-text focus-visible:-outline-offset-2 data-[status=active]:text-accent-text md:mb-1 md:h-9 md:flex-none md:flex-row md:justify-start md:gap-2.5 md:px-2 md:hover:bg-hover md:data-[status=active]:bg-accent-text/10 [&_svg]:size-5 [&_svg]:shrink-0";

export const railLabel =
  "max-w-full truncate text-xs md:hidden md:text-sm md:font-medium md:group-data-expanded/rail:block";
