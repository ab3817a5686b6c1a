import { useQuery } from "@tanstack/react-query";
import type { RunTrigger } from "@worktrail/shared/run/events";
import { trpc } from "../api/trpc.ts";
import { formatDuration } from "../ui/duration.ts";

export interface StartedByProps {
  segment_id: string;
  /** Who started it, or in whose name it started by itself. */
  name: string;
  trigger: RunTrigger | null;
}

/** Who or what started a run, and how late. */
export function StartedBy({ segment_id, name, trigger }: StartedByProps) {
  if (trigger === null) return name;
  return <StartedBySchedule segment_id={segment_id} name={name} trigger={trigger} />;
}

function StartedBySchedule({ segment_id, name, trigger }: StartedByProps & { trigger: RunTrigger }) {
  const { data } = useQuery(trpc.schedules.list.queryOptions({ segment_id }));
  const known = data?.schedules.find(({ schedule_id }) => schedule_id === trigger.schedule_id);
  const unknown = data ? "A schedule that is gone" : "A schedule";
  const which = known ? `Schedule “${known.name}”` : unknown;
  const late = trigger.late_ms >= 1_000 ? `${formatDuration(trigger.late_ms)} late` : "on time";
  return (
    <>
      {which}, {late}
      <span className="block text-muted text-xs">in the name of {name}</span>
    </>
  );
}
