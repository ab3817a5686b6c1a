import { useMutation, useQuery } from "@tanstack/react-query";
import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import { Download } from "lucide-react";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { downloadJson } from "../ui/download-json.ts";
import { formatBytes } from "../ui/format-bytes.ts";
import { useRun } from "./run-context.tsx";
import { ValueView } from "./ValueView.tsx";

/** A larger value would fill the memory of the page as a tree: it is a file only. */
const MAX_SHOWN_BYTES = 10_000_000;

export interface MaybeStoredProps {
  value: JsonValue;
  /** The values that are kept beside the journal and missing in `value`; none of them for most. */
  stored?: readonly StoredValue[] | undefined;
  label: string;
  openDepth?: number;
  /** What the value is called in expressions. */
  root?: string;
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
}: { stored: StoredValue } & Omit<MaybeStoredProps, "value" | "stored">) {
  const { run } = useRun();
  const [asked, setAsked] = useState(false);
  const loaded = useQuery({
    ...trpc.runs.value.queryOptions({ run_id: run.run_id, hash }),
    enabled: asked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const saved = useMutation({
    mutationFn: async () => {
      const { value } = await trpcClient.runs.value.query({ run_id: run.run_id, hash });
      downloadJson(label, JSON.stringify(value));
    },
  });
  if (loaded.data) return <ValueView value={loaded.data.value} label={label} {...view} />;
  const size = formatBytes(bytes);
  const tooLarge = bytes > MAX_SHOWN_BYTES;
  const error = loaded.error ?? saved.error;
  return (
    <div className="flex flex-col items-start gap-1">
      {tooLarge && <p className="text-muted text-xs">This value has {size}, too much to show on a page.</p>}
      <div className="flex flex-wrap gap-2">
        {!tooLarge && (
          <Button
            size="sm"
            loading={loaded.isFetching}
            aria-label={`Load ${label}, ${size}`}
            onClick={() => (asked ? void loaded.refetch() : setAsked(true))}
          >
            Load {size}
          </Button>
        )}
        <Button
          size="sm"
          loading={saved.isPending}
          aria-label={`Download ${label}, ${size}`}
          onClick={() => saved.mutate()}
        >
          <Download aria-hidden /> Download{tooLarge && ` ${size}`}
        </Button>
      </div>
      {error && (
        <p role="alert" className="text-danger-text text-xs">
          {describeError(error).message}
        </p>
      )}
    </div>
  );
}
