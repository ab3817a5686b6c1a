import { useQuery } from "@tanstack/react-query";
import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import { Download } from "lucide-react";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { formatBytes } from "../ui/format-bytes.ts";
import { useRun } from "./run-context.tsx";
import { ValueView } from "./ValueView.tsx";

export interface MaybeStoredProps {
  value: JsonValue;
  /** The values that are kept beside the journal and missing in `value`; none of them for most. */
  stored?: readonly StoredValue[] | undefined;
  label: string;
  openDepth?: number;
}

/** A value to read; one that is too large to come with the run says how large it is, and comes when it is asked for. */
export function MaybeStored({ value, stored = [], label, ...view }: MaybeStoredProps) {
  if (stored.length === 0) return <ValueView value={value} label={label} {...view} />;
  return (
    <>
      {/* Of a list that several steps have filled, what is small is shown, and each large one below. */}
      {value !== null && <ValueView value={value} label={label} {...view} />}
      {stored.map((one, index) => (
        <LargeValue
          key={`${one.hash} ${index}`}
          stored={one}
          label={stored.length === 1 ? label : `${label}, value ${index + 1}`}
          {...view}
        />
      ))}
    </>
  );
}

function LargeValue({
  stored: { hash, bytes },
  label,
  ...view
}: { stored: StoredValue } & Pick<MaybeStoredProps, "label" | "openDepth">) {
  const { run } = useRun();
  const [asked, setAsked] = useState(false);
  const loaded = useQuery({
    ...trpc.runs.value.queryOptions({ run_id: run.run_id, hash }),
    enabled: asked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (loaded.data) return <ValueView value={loaded.data.value} label={label} {...view} />;
  return (
    <div className="flex flex-col items-start gap-1">
      <Button
        size="sm"
        loading={loaded.isFetching}
        aria-label={`Load ${label}, ${formatBytes(bytes)}`}
        onClick={() => (asked ? void loaded.refetch() : setAsked(true))}
      >
        <Download aria-hidden /> Load {formatBytes(bytes)}
      </Button>
      {loaded.isError && (
        <p role="alert" className="text-danger-text text-xs">
          {describeError(loaded.error).message}
        </p>
      )}
    </div>
  );
}
