import type { RunStartedBy } from "@worktrail/shared/api/runs-list";
import { CalendarClock, CornerDownRight, KeyRound, type LucideIcon, UserRound } from "lucide-react";

/** What begins runs, in words. */
export const triggerLooks: Record<RunStartedBy, { word: string; icon: LucideIcon }> = {
  hand: { word: "By hand", icon: UserRound },
  api: { word: "API token", icon: KeyRound },
  schedule: { word: "Schedule", icon: CalendarClock },
  run: { word: "Another run", icon: CornerDownRight },
};
