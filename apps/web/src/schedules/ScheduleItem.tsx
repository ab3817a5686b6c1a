import { Link } from "@tanstack/react-router";
import { assertNever } from "@worktrail/shared/errors";
import { CircleAlert, Pencil, Play, Trash2 } from "lucide-react";
import { formatDuration } from "../ui/duration.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Switch } from "../ui/Switch.tsx";
import type { Schedule } from "./schedule-type.ts";
import { timeIn } from "./time-zones.ts";
import { readTimes, timesInWords } from "./times.ts";

export interface ScheduleItemProps {
  schedule: Schedule;
  mayChange: boolean;
  switching: boolean;
  starting: boolean;
  onSwitch: (enabled: boolean) => void;
  onRun: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** One schedule: when it starts, what became of it last, and for those who may, changing it. */
export function ScheduleItem(props: ScheduleItemProps) {
  const { schedule, mayChange, switching, starting, onSwitch, onRun, onEdit, onDelete } = props;
  const { schedule_id, name, cron, time_zone, enabled, next_at, updated_at, updated_by } = schedule;
  return (
    <li data-schedule={schedule_id} className="flex flex-col gap-1 border-line border-b px-4 py-3">
      <div className="flex items-center gap-2">
        <Switch
          checked={enabled}
          disabled={!mayChange || switching}
          onCheckedChange={onSwitch}
          aria-label={`${name} is ${enabled ? "on" : "off"}`}
        />
        <h3 className="min-w-0 flex-1 truncate font-medium text-sm" title={name}>
          {name}
        </h3>
        {mayChange && (
          <>
            <IconButton label={`Run ${name} now`} size="sm" disabled={starting} onClick={onRun}>
              <Play />
            </IconButton>
            <IconButton label={`Change ${name}`} size="sm" onClick={onEdit}>
              <Pencil />
            </IconButton>
            <IconButton label={`Delete ${name}`} size="sm" onClick={onDelete}>
              <Trash2 />
            </IconButton>
          </>
        )}
      </div>
      <p className="text-sm">
        {readTimes(cron) ? timesInWords(cron) : <code className="font-mono text-xs">{cron}</code>}
        <span className="text-muted"> · {time_zone.replaceAll("_", " ")}</span>
      </p>
      <p className="text-muted text-xs">{next_at ? `Next: ${timeIn(time_zone, next_at)}` : "Switched off"}</p>
      <LastTime schedule={schedule} />
      <p className="text-muted text-xs">
        Saved <RelativeTime value={updated_at} /> by {updated_by.name}, whose runs these are
      </p>
    </li>
  );
}

function LastTime({ schedule: { last } }: { schedule: Schedule }) {
  if (last === null) return null;
  const late = last.late_ms >= 1_000 ? `, ${formatDuration(last.late_ms)} late` : "";
  switch (last.outcome) {
    case "started":
      return (
        <p className="text-muted text-xs">
          Last{" "}
          {last.run_id ? (
            <Link to="/runs/$runId" params={{ runId: last.run_id }} className="text-accent-text underline">
              started <RelativeTime value={last.due_at} />
            </Link>
          ) : (
            <>
              started <RelativeTime value={last.due_at} />
            </>
          )}
          {late}
        </p>
      );
    case "skipped":
      return (
        <p className="text-muted text-xs">
          Left out <RelativeTime value={last.due_at} />: nothing ran at that time
        </p>
      );
    case "refused":
      return (
        <p role="status" className="flex items-start gap-1 text-danger-text text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span>
            Not started <RelativeTime value={last.due_at} />: {last.reason}
          </span>
        </p>
      );
    default:
      return assertNever(last.outcome);
  }
}
