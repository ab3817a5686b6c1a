import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { trpc, trpcClient } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { ScheduleItem } from "./ScheduleItem.tsx";
import type { Schedule } from "./schedule-type.ts";

export interface ScheduleListProps {
  schedules: readonly Schedule[];
  mayChange: boolean;
  onEdit: (schedule: Schedule) => void;
}

export function ScheduleList({ schedules, mayChange, onEdit }: ScheduleListProps) {
  const [leaving, setLeaving] = useState<Schedule | null>(null);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.schedules.list.pathFilter());
  const save = useMutation({ ...trpc.schedules.save.mutationOptions(), onSettled: refresh });
  const run = useRunNow();
  const remove = useMutation({ ...trpc.schedules.delete.mutationOptions(), onSettled: refresh });
  return (
    <>
      <ul aria-label="Schedules">
        {schedules.map((schedule) => (
          <ScheduleItem
            key={schedule.schedule_id}
            schedule={schedule}
            mayChange={mayChange}
            switching={save.isPending && save.variables.schedule_id === schedule.schedule_id}
            starting={run.isPending && run.variables.schedule_id === schedule.schedule_id}
            onRun={() => run.mutate(schedule)}
            onSwitch={(enabled) => save.mutate({ ...settingsOf(schedule), enabled })}
            onEdit={() => onEdit(schedule)}
            onDelete={() => setLeaving(schedule)}
          />
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={`Delete ${leaving?.name ?? ""}?`}
        description="It starts no more runs. The runs that it has started stay."
        confirmLabel="Delete"
        danger
        pending={remove.isPending}
        onConfirm={() =>
          leaving &&
          remove.mutate({ schedule_id: leaving.schedule_id }, { onSettled: () => setLeaving(null) })
        }
      />
    </>
  );
}

/** Says that it has started, and where: one looks at a run because one wants to. */
function useRunNow() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ schedule_id }: Schedule) => trpcClient.schedules.run_now.mutate({ schedule_id }),
    onSuccess: ({ run_id }, { name }) =>
      void toast.success(`A run of ${name} has started.`, {
        action: {
          label: "Open run",
          onClick: () => void navigate({ to: "/runs/$runId", params: { runId: run_id } }),
        },
      }),
  });
}

/** What a save takes: everything that people set. */
function settingsOf({ schedule_id, segment_id, name, cron, time_zone, input, config, missed }: Schedule) {
  return {
    schedule_id,
    segment_id,
    name,
    cron,
    time_zone,
    config,
    missed,
    ...(input && { input: input.value }),
  };
}
