import { useQuery } from "@tanstack/react-query";
import { RUN_TEXT_FIELDS, RUN_TRIGGERS } from "@worktrail/shared/api/runs-list";
import { SlidersHorizontal, X } from "lucide-react";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { Select } from "../ui/Select.tsx";
import { isFiltered, type RunsSearch } from "./runs-search.ts";
import { TextSearch } from "./TextSearch.tsx";
import { TimeFilter } from "./TimeFilter.tsx";
import { triggerLooks } from "./trigger-words.ts";

export interface FilterProps {
  search: RunsSearch;
  onChange: (search: RunsSearch) => void;
}

const ALL = "*";
const fieldWords = {
  input: "in the input",
  output: "in the output",
  error: "in the error",
  step: "in a step",
} as const;

/** Every filter beside the statuses. On narrow screens all but the search is folded away. */
export function FilterBar({ search, onChange }: FilterProps) {
  const [open, setOpen] = useState(false);
  const { q: _q, in: _in, status: _status, ...others } = search;
  const more = Object.keys(others).length;
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-2 px-4 pt-3" aria-label="Runs">
      <TextSearch value={search.q ?? ""} onChange={(q) => onChange({ ...search, q: q || undefined })} />
      <Select
        aria-label="Where to look"
        className="w-32"
        value={search.in ?? ALL}
        onValueChange={(value) =>
          onChange({ ...search, in: RUN_TEXT_FIELDS.find((field) => field === value) })
        }
        options={[
          { value: ALL, label: "anywhere" },
          ...RUN_TEXT_FIELDS.map((value) => ({ value, label: fieldWords[value] })),
        ]}
      />
      <Button className="md:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        <SlidersHorizontal aria-hidden />
        Filters{more > 0 && ` (${more})`}
      </Button>
      <div className={cn("w-full flex-wrap items-center gap-2 md:flex md:w-auto", open ? "flex" : "hidden")}>
        <SegmentFilter search={search} onChange={onChange} />
        {search.segment_id !== undefined && (
          <VersionFilter segment_id={search.segment_id} search={search} onChange={onChange} />
        )}
        <TimeFilter search={search} onChange={onChange} />
        <TriggerFilter search={search} onChange={onChange} />
        <PersonFilter search={search} onChange={onChange} />
      </div>
      {isFiltered(search) && (
        <Button variant="ghost" onClick={() => onChange({})}>
          <X aria-hidden />
          Clear all
        </Button>
      )}
    </search>
  );
}

function SegmentFilter({ search, onChange }: FilterProps) {
  const { segment_id } = search;
  const segments = useQuery(trpc.segments.list.queryOptions());
  const listed = (segments.data?.segments ?? []).map((one) => ({ value: one.segment_id, label: one.name }));
  // A deleted segment's runs can still be looked at by its id.
  const known = segment_id === undefined || listed.some(({ value }) => value === segment_id);
  return (
    <Select
      aria-label="Segment"
      className="w-40"
      value={segment_id ?? ALL}
      onValueChange={(value) =>
        onChange({ ...search, version: undefined, segment_id: value === ALL ? undefined : value })
      }
      options={[
        { value: ALL, label: "All segments" },
        ...listed,
        ...(known ? [] : [{ value: segment_id, label: segment_id }]),
      ]}
    />
  );
}

function VersionFilter({ segment_id, search, onChange }: FilterProps & { segment_id: string }) {
  const { version } = search;
  const versions = useQuery(trpc.segments.versions.queryOptions({ segment_id, limit: 200 }));
  const listed = (versions.data?.versions ?? [])
    .filter(({ runs, revision }) => runs > 0 || revision === version)
    .map(({ revision, name }) => ({
      value: String(revision),
      label: name === null ? `Version ${revision}` : `Version ${revision} · ${name}`,
    }));
  const known = version === undefined || listed.some(({ value }) => value === String(version));
  return (
    <Select
      aria-label="Version"
      className="w-36"
      value={version === undefined ? ALL : String(version)}
      onValueChange={(value) => onChange({ ...search, version: value === ALL ? undefined : Number(value) })}
      options={[
        { value: ALL, label: "All versions" },
        ...listed,
        ...(known ? [] : [{ value: String(version), label: `Version ${version}` }]),
      ]}
    />
  );
}

function TriggerFilter({ search, onChange }: FilterProps) {
  return (
    <Select
      aria-label="Trigger"
      className="w-36"
      value={search.trigger ?? ALL}
      onValueChange={(value) =>
        onChange({ ...search, trigger: RUN_TRIGGERS.find((trigger) => trigger === value) })
      }
      options={[
        { value: ALL, label: "Any trigger" },
        ...RUN_TRIGGERS.map((value) => ({ value, label: triggerLooks[value].word })),
      ]}
    />
  );
}

function PersonFilter({ search, onChange }: FilterProps) {
  const { who } = search;
  const { data } = useQuery(trpc.runs.people.queryOptions());
  const listed = (data?.people ?? []).map(({ user_id, name }) => ({ value: user_id, label: name }));
  const known = who === undefined || listed.some(({ value }) => value === who);
  return (
    <Select
      aria-label="Started by"
      className="w-36"
      value={who ?? ALL}
      onValueChange={(value) => onChange({ ...search, who: value === ALL ? undefined : value })}
      options={[
        { value: ALL, label: "Anybody" },
        ...listed,
        ...(known ? [] : [{ value: who, label: "A former member" }]),
      ]}
    />
  );
}
