import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Sheet } from "../ui/Sheet.tsx";
import { headQuery } from "../versions/version-queries.ts";
import { ScheduleForm } from "./ScheduleForm.tsx";
import { ScheduleList } from "./ScheduleList.tsx";
import type { Schedule } from "./schedule-type.ts";
import { showSchedules } from "./schedules-view.ts";

type Editing = { readonly schedule: Schedule | null };

/** The times at which the open segment starts by itself. */
export function SchedulesSheet({ autosaver }: { autosaver: Autosaver }) {
  const segment = useDocument((document) => document.segment);
  const [editing, setEditing] = useState<Editing | null>(null);
  return (
    <Sheet open onOpenChange={showSchedules} title={editing ? titleOf(editing) : "Schedules"}>
      {editing ? (
        <ScheduleForm
          segment={segment}
          schedule={editing.schedule}
          flush={() => autosaver.flush()}
          onDone={() => setEditing(null)}
        />
      ) : (
        <Schedules
          segment_id={segment.segment_id}
          onAdd={() => setEditing({ schedule: null })}
          onEdit={(schedule) => setEditing({ schedule })}
        />
      )}
    </Sheet>
  );
}

const titleOf = ({ schedule }: Editing) => (schedule ? `Change ${schedule.name}` : "New schedule");

interface SchedulesProps {
  segment_id: string;
  onAdd: () => void;
  onEdit: (schedule: Schedule) => void;
}

function Schedules({ segment_id, onAdd, onEdit }: SchedulesProps) {
  const list = useQuery(trpc.schedules.list.queryOptions({ segment_id }));
  const me = useQuery(trpc.session.get.queryOptions());
  if (list.isPending || me.isPending) return <Loading label="Loading the schedules…" />;
  if (list.isError) {
    return (
      <ErrorState
        title="The schedules cannot be shown"
        message={describeError(list.error).message}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  const permissions = me.data?.permissions ?? [];
  const mayChange = permissions.includes("edit") && permissions.includes("run");
  const add = mayChange && (
    <Button variant="primary" onClick={onAdd}>
      <Plus aria-hidden /> New schedule
    </Button>
  );
  const { schedules } = list.data;
  if (schedules.length === 0) {
    return (
      <EmptyState icon={CalendarClock} title="No schedules yet" action={add}>
        {mayChange
          ? "Let this segment start by itself: every hour, every weekday at nine, or whenever you say."
          : "Nobody has set times at which this segment starts by itself."}
      </EmptyState>
    );
  }
  return (
    <>
      <WhatRuns segment_id={segment_id} />
      <ScheduleList schedules={schedules} mayChange={mayChange} onEdit={onEdit} />
      {add && <div className="p-4">{add}</div>}
    </>
  );
}

function WhatRuns({ segment_id }: { segment_id: string }) {
  const head = useQuery(headQuery(segment_id));
  if (!head.data) return null;
  const { published_revision } = head.data;
  return (
    <p className="border-line border-b px-4 py-2 text-muted text-xs">
      {published_revision === null
        ? "Nothing is published, so the newest version runs."
        : `The published version ${published_revision} runs.`}
    </p>
  );
}
