import { assertNever } from "@worktrail/shared/errors";
import { useState } from "react";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { Select, type SelectOption } from "../ui/Select.tsx";
import { changeKind, cronOf, DAY_NAMES, readTimes, type Times, type TimesKind } from "./times.ts";

type Choice = TimesKind | "custom";

const CHOICES: readonly SelectOption<Choice>[] = [
  { value: "minutes", label: "Every few minutes" },
  { value: "hourly", label: "Every hour" },
  { value: "daily", label: "Every day" },
  { value: "weekdays", label: "Every weekday, Monday to Friday" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
  { value: "custom", label: "As a cron expression" },
];

export interface TimesFieldProps {
  cron: string;
  onChange: (cron: string) => void;
  error: string | undefined;
}

/** When it starts: one of the usual times, or whatever cron can say. */
export function TimesField({ cron, onChange, error }: TimesFieldProps) {
  const times = readTimes(cron);
  const [custom, setCustom] = useState(times === null);
  const choice: Choice = custom || times === null ? "custom" : times.kind;
  const choose = (next: Choice) => {
    setCustom(next === "custom");
    if (next !== "custom") onChange(cronOf(changeKind(times, next)));
  };
  return (
    <>
      <Field label="Starts" error={choice === "custom" ? undefined : error}>
        {({ "aria-invalid": invalid, "aria-describedby": described, id }) => (
          <Select
            id={id}
            value={choice}
            onValueChange={choose}
            options={CHOICES}
            {...(invalid && { "aria-invalid": true })}
            {...(described && { "aria-describedby": described })}
          />
        )}
      </Field>
      {choice === "custom" || times === null ? (
        <Field
          label="Cron expression"
          hint="Minute, hour, day of the month, month, day of the week, as in 0 9 * * 1-5."
          error={error}
          required
        >
          {(control) => (
            <Input
              {...control}
              value={cron}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
              onChange={({ target }) => onChange(target.value)}
            />
          )}
        </Field>
      ) : (
        <TimesDetails times={times} onChange={(next) => onChange(cronOf(next))} />
      )}
    </>
  );
}

const STEPS = [1, 5, 10, 15, 20, 30];

function TimesDetails({ times, onChange }: { times: Times; onChange: (times: Times) => void }) {
  switch (times.kind) {
    case "minutes":
      return (
        <NumberSelect
          label="Minutes between starts"
          value={times.every}
          values={STEPS.includes(times.every) ? STEPS : [...STEPS, times.every]}
          onChange={(every) => onChange({ ...times, every })}
        />
      );
    case "hourly":
      return (
        <NumberSelect
          label="Minutes past the hour"
          value={times.minute}
          values={Array.from({ length: 60 }, (_, minute) => minute)}
          onChange={(minute) => onChange({ ...times, minute })}
        />
      );
    case "daily":
    case "weekdays":
      return <TimeField time={times.time} onChange={(time) => onChange({ ...times, time })} />;
    case "weekly":
      return (
        <div className="grid grid-cols-2 gap-3">
          <NumberSelect
            label="Day"
            value={times.day}
            values={[1, 2, 3, 4, 5, 6, 0]}
            word={(day) => DAY_NAMES[day] ?? ""}
            onChange={(day) => onChange({ ...times, day })}
          />
          <TimeField time={times.time} onChange={(time) => onChange({ ...times, time })} />
        </div>
      );
    case "monthly":
      return (
        <div className="grid grid-cols-2 gap-3">
          <NumberSelect
            label="Day of the month"
            hint={times.day > 28 ? "Months without this day are left out." : undefined}
            value={times.day}
            values={Array.from({ length: 31 }, (_, day) => day + 1)}
            onChange={(day) => onChange({ ...times, day })}
          />
          <TimeField time={times.time} onChange={(time) => onChange({ ...times, time })} />
        </div>
      );
    default:
      return assertNever(times);
  }
}

function TimeField({ time, onChange }: { time: string; onChange: (time: string) => void }) {
  return (
    <Field label="At">
      {(control) => (
        <Input
          {...control}
          type="time"
          value={time}
          // A time that is only half typed is no time yet.
          onChange={({ target }) => target.value && onChange(target.value)}
        />
      )}
    </Field>
  );
}

interface NumberSelectProps {
  label: string;
  hint?: string | undefined;
  value: number;
  values: readonly number[];
  word?: (value: number) => string;
  onChange: (value: number) => void;
}

function NumberSelect({ label, hint, value, values, word = String, onChange }: NumberSelectProps) {
  const options = values.map((one) => ({ value: String(one), label: word(one) }));
  return (
    <Field label={label} hint={hint}>
      {({ id }) => (
        <Select
          id={id}
          value={String(value)}
          options={options}
          onValueChange={(chosen) => onChange(Number(chosen))}
        />
      )}
    </Field>
  );
}
