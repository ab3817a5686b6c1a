import { useQuery } from "@tanstack/react-query";
import { RUN_STATUSES } from "@worktrail/shared/run/state";
import { MailX } from "lucide-react";
import { trpc } from "../api/trpc.ts";
import { Select } from "../ui/Select.tsx";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { DEAD_LETTERS, type RunsChoice } from "./runs-filter.ts";

type Filter = { segment_id?: string | undefined; status?: RunsChoice | undefined };

const ALL = "*";

/** The filter lives in the address, so that it can be shared and survives going back. */
export function RunsFilter({
  segment_id,
  status,
  onChange,
}: Filter & { onChange: (filter: Filter) => void }) {
  const segments = useQuery(trpc.segments.list.queryOptions());
  const listed = (segments.data?.segments ?? []).map((one) => ({ value: one.segment_id, label: one.name }));
  // A deleted segment's runs can still be looked at by its id.
  const known = segment_id === undefined || listed.some(({ value }) => value === segment_id);
  return (
    <>
      <Select
        aria-label="Segment"
        className="w-40"
        value={segment_id ?? ALL}
        onValueChange={(value) => onChange({ status, segment_id: value === ALL ? undefined : value })}
        options={[
          { value: ALL, label: "All segments" },
          ...listed,
          ...(known ? [] : [{ value: segment_id, label: segment_id }]),
        ]}
      />
      <Select<RunsChoice | typeof ALL>
        aria-label="Status"
        className="w-36"
        value={status ?? ALL}
        onValueChange={(value) => onChange({ segment_id, status: value === ALL ? undefined : value })}
        options={[
          { value: ALL, label: "Any status" },
          ...RUN_STATUSES.map((value) => ({
            value,
            label: statusLooks[value].word,
            icon: <StatusIcon status={value} />,
          })),
          {
            value: DEAD_LETTERS,
            label: "Dead letters",
            icon: <MailX aria-hidden className="size-4 shrink-0 text-status-failed" />,
          },
        ]}
      />
    </>
  );
}
