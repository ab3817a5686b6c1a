import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MISSED_POLICIES, type MissedPolicy, SCHEDULE_LIMITS } from "@worktrail/shared/api/schedules";
import type { Segment } from "@worktrail/shared/segment/schema";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { Select } from "../ui/Select.tsx";
import { NextTimesList } from "./NextTimesList.tsx";
import { ScheduleHistory } from "./ScheduleHistory.tsx";
import { ScheduleInputField } from "./ScheduleInputField.tsx";
import type { Schedule } from "./schedule-type.ts";
import { TimesField } from "./TimesField.tsx";
import { ownTimeZone, timeZoneOptions } from "./time-zones.ts";
import { timesInWords } from "./times.ts";
import { useNextTimes } from "./use-next-times.ts";
import { useScheduleInput } from "./use-schedule-input.ts";

const MISSED_WORDS: Record<MissedPolicy, string> = {
  once: "Start one run as soon as it is back",
  skip: "Leave the missed times out",
};

export interface ScheduleFormProps {
  segment: Segment;
  /** Null for a new one. */
  schedule: Schedule | null;
  /** Saves the drawing, so that the input is checked against what is drawn; false when that failed. */
  flush: () => Promise<boolean>;
  onDone: () => void;
}

/** Makes a schedule, or changes one. */
export function ScheduleForm({ segment, schedule, flush, onDone }: ScheduleFormProps) {
  const [cron, setCron] = useState(schedule?.cron ?? "0 9 * * 1-5");
  const [time_zone, setTimeZone] = useState(() => schedule?.time_zone ?? ownTimeZone());
  const [name, setName] = useState(schedule?.name ?? null);
  const [missed, setMissed] = useState<MissedPolicy>(schedule?.missed ?? "once");
  const input = useScheduleInput(segment, schedule?.input?.value);
  const next = useNextTimes(cron, time_zone);
  const queryClient = useQueryClient();
  const save = useMutation({ ...trpc.schedules.save.mutationOptions(), meta: { quiet: true } });
  const shownName = name ?? timesInWords(cron).slice(0, SCHEDULE_LIMITS.name);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const given = input.read();
    if (!given) return;
    if (!(await flush())) {
      toast.error("The segment could not be saved first; its save state says why.");
      return;
    }
    const kept = schedule && { schedule_id: schedule.schedule_id, config: schedule.config };
    const settings = { name: shownName, cron, time_zone, missed, enabled: schedule?.enabled ?? true };
    save.mutate(
      { ...kept, ...settings, segment_id: segment.segment_id, input: given.value },
      {
        onSuccess: async () => {
          await queryClient.invalidateQueries(trpc.schedules.list.pathFilter());
          toast.success(schedule ? `${shownName} is changed.` : `${shownName} is on.`);
          onDone();
        },
      },
    );
  };
  const refused = save.error && describeError(save.error);
  const at = (path: string) => (refused?.path === path ? refused.message : undefined);
  const elsewhere = refused && !["/name", "/cron", "/time_zone"].includes(refused.path ?? "");
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex min-h-full flex-col">
      <div className="flex flex-1 flex-col gap-4 p-4">
        <Field label="Name" error={at("/name")} required>
          {(control) => (
            <Input
              {...control}
              ref={first}
              value={shownName}
              maxLength={SCHEDULE_LIMITS.name}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <TimesField cron={cron} onChange={setCron} error={next.wrong.cron ?? at("/cron")} />
        <Field label="Time zone" error={next.wrong.time_zone ?? at("/time_zone")}>
          {({ id }) => (
            <Select
              id={id}
              value={time_zone}
              onValueChange={setTimeZone}
              options={timeZoneOptions(time_zone)}
            />
          )}
        </Field>
        <NextTimesList times={next.times} time_zone={time_zone} />
        <ScheduleInputField input={input} />
        <Field label="If the server was not running">
          {({ id }) => (
            <Select
              id={id}
              value={missed}
              onValueChange={setMissed}
              options={MISSED_POLICIES.map((value) => ({ value, label: MISSED_WORDS[value] }))}
            />
          )}
        </Field>
        {schedule && <ScheduleHistory schedule_id={schedule.schedule_id} />}
        {elsewhere && (
          <p role="alert" className="text-danger-text text-sm">
            {refused.message}
          </p>
        )}
      </div>
      <footer className="sticky bottom-0 flex justify-end gap-2 border-line border-t bg-raised px-4 py-3">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" loading={save.isPending}>
          {schedule ? "Save schedule" : "Add schedule"}
        </Button>
      </footer>
    </form>
  );
}
