import { Suspense, useEffect } from "react";
import type { Autosaver } from "../store/autosaver.ts";
import { later } from "../ui/later.ts";
import { showSchedules, useSchedulesView } from "./schedules-view.ts";

const SchedulesSheet = later(() => import("./SchedulesSheet.tsx"), "SchedulesSheet");

/** What schedules bring over the editor. */
export function ScheduleLayers({ autosaver }: { autosaver: Autosaver }) {
  const open = useSchedulesView((view) => view.open);
  // The next segment opens without it.
  useEffect(() => () => showSchedules(false), []);
  if (!open) return null;
  return (
    <Suspense>
      <SchedulesSheet autosaver={autosaver} />
    </Suspense>
  );
}
