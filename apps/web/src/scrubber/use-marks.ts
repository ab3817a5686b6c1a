import { useMemo, useState } from "react";
import type { EventLog } from "../store/event-log.ts";
import { type Mark, Marks } from "./marks.ts";

/** About as many as can be told apart on a slider. */
const PLACES = 150;

export type MarksOnSlider = { marks: Mark[]; words: string };

/** The marks of a run, and how many there are in words; "" for none. */
export function useMarks(events: EventLog): MarksOnSlider {
  const [all] = useState(() => new Marks());
  return useMemo(() => {
    all.extend(events);
    const failed = all.count("failed");
    const waited = all.count("waited");
    const words = [
      failed > 0 && `${failed.toLocaleString("en")} failed`,
      waited > 0 && `${waited.toLocaleString("en")} waited`,
    ];
    return { marks: all.inPlaces(events.length, PLACES), words: words.filter(Boolean).join(", ") };
  }, [all, events]);
}
