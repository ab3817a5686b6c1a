import { Input } from "../ui/Input.tsx";
import { Select } from "../ui/Select.tsx";
import type { FilterProps } from "./FilterBar.tsx";
import { fromLocalTime, toLocalTime } from "./local-time.ts";
import { TIME_SPANS, type TimeSpan } from "./runs-search.ts";

const words: Record<TimeSpan, string> = { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days" };
const spans = Object.keys(TIME_SPANS) as TimeSpan[];
const ALL = "*";
const OWN = "own";

/** When runs were started: a while until now, or from one time to another. */
export function TimeFilter({ search, onChange }: FilterProps) {
  const { time, from, to } = search;
  const own = from !== undefined || to !== undefined;
  const choose = (value: string) => {
    const span = spans.find((one) => one === value);
    const day = new Date(Date.now() - TIME_SPANS["24h"]);
    const begin = value === OWN ? (from ?? day.toISOString()) : undefined;
    onChange({ ...search, time: span, from: begin, to: undefined });
  };
  return (
    <>
      <Select
        aria-label="Time"
        className="w-36"
        value={time ?? (own ? OWN : ALL)}
        onValueChange={choose}
        options={[
          { value: ALL, label: "Any time" },
          ...spans.map((value) => ({ value, label: words[value] })),
          { value: OWN, label: "From … to …" },
        ]}
      />
      {own && (
        <>
          <LocalTime label="From" value={from} onChange={(next) => onChange({ ...search, from: next })} />
          <LocalTime label="To" value={to} onChange={(next) => onChange({ ...search, to: next })} />
        </>
      )}
    </>
  );
}

interface LocalTimeProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function LocalTime({ label, value, onChange }: LocalTimeProps) {
  return (
    <Input
      // A time from elsewhere replaces what was typed.
      key={value}
      type="datetime-local"
      aria-label={label}
      title={label}
      className="w-48"
      defaultValue={value === undefined ? "" : toLocalTime(value)}
      onBlur={(event) => {
        const next = fromLocalTime(event.target.value);
        if (event.target.value !== (value === undefined ? "" : toLocalTime(value))) onChange(next);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}
