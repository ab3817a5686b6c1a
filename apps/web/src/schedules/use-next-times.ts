import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";

const ASK_AFTER_MS = 250;

export type NextTimes = {
  times: readonly string[];
  /** Why there are none: said at the field that is to blame. */
  wrong: { cron?: string; time_zone?: string };
};

/** The next times of what is being typed, asked for once the typing pauses. */
export function useNextTimes(cron: string, time_zone: string): NextTimes {
  const [asked, setAsked] = useState({ cron, time_zone });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ cron, time_zone }), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [cron, time_zone]);
  const preview = useQuery({
    ...trpc.schedules.preview.queryOptions(asked),
    placeholderData: keepPreviousData,
    retry: false,
    meta: { quiet: true },
  });
  if (preview.error) {
    const { path, message } = describeError(preview.error);
    return { times: [], wrong: path === "/time_zone" ? { time_zone: message } : { cron: message } };
  }
  return { times: preview.data?.times ?? [], wrong: {} };
}
