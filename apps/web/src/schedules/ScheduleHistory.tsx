import { useQuery } from "@tanstack/react-query";
import type { ScheduleAction } from "@worktrail/shared/api/schedules";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";

const ACTION_WORDS: Record<ScheduleAction, string> = {
  created: "Added",
  changed: "Changed",
  enabled: "Switched on",
  disabled: "Switched off",
  deleted: "Deleted",
};

/** Who did what to a schedule; asked for once somebody wants to know. */
export function ScheduleHistory({ schedule_id }: { schedule_id: string }) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...trpc.schedules.history.queryOptions({ schedule_id }), enabled: open });
  return (
    <details className="text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer font-medium text-xs">Who changed it</summary>
      <ol className="mt-2 flex flex-col gap-1 text-xs">
        {data?.changes.map(({ action, fields, done_at, done_by }) => (
          <li key={`${done_at} ${action}`}>
            {ACTION_WORDS[action]}
            {action === "changed" && ` (${fields.map((field) => field.replaceAll("_", " ")).join(", ")})`} by{" "}
            {done_by?.name ?? "the server"}{" "}
            <span className="text-muted">
              <RelativeTime value={done_at} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
