import { useQuery } from "@tanstack/react-query";
import type { JsonValue } from "@worktrail/shared/json";
import type { PortPair, PortValue } from "@worktrail/shared/run/port-values";
import { Download } from "lucide-react";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpcClient } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { formatBytes } from "../ui/format-bytes.ts";
import { useComparing } from "./compare-context.tsx";
import { JsonDifference, SideValue } from "./JsonDifference.tsx";

/** Beyond this the browser would be busy for seconds; each run offers its own value to read or to save. */
const MOST_BYTES = 24_000_000;

export interface StoredDifferenceProps {
  pair: PortPair;
  same: boolean;
  label: string;
}

/** Values that are kept beside the journal: the same or not by their hashes, and place by place once they are loaded. */
export function StoredDifference({ pair, same, label }: StoredDifferenceProps) {
  const [asked, setAsked] = useState(false);
  const bytes = [pair.left, pair.right].map((port) =>
    (port?.stored ?? []).reduce((sum, one) => sum + one.bytes, 0),
  );
  const words = bytes.map((size, index) => `${"AB"[index]} ${size > 0 ? formatBytes(size) : "smaller"}`);
  if (same) return <p className="text-muted text-sm">{formatBytes(bytes[0] ?? 0)}, told by its checksum.</p>;
  const total = bytes.reduce((sum, size) => sum + size, 0);
  if (total > MOST_BYTES) {
    return (
      <p className="text-muted text-sm">
        They differ ({words.join(", ")}) and are too large to be compared here. Open each run to load its own.
      </p>
    );
  }
  if (asked) return <Loaded pair={pair} label={label} />;
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="text-muted text-sm">They differ: {words.join(", ")}.</p>
      <Button size="sm" onClick={() => setAsked(true)} aria-label={`Load and compare ${label}`}>
        <Download aria-hidden /> Load {formatBytes(total)} and compare
      </Button>
    </div>
  );
}

function Loaded({ pair, label }: Omit<StoredDifferenceProps, "same">) {
  const { left, right } = useComparing();
  const one = useWhole(left.run.run_id, pair.left, label);
  const other = useWhole(right.run.run_id, pair.right, label);
  const error = one.error ?? other.error;
  if (error) {
    return (
      <p role="alert" className="text-danger-text text-xs">
        {describeError(error).message}
      </p>
    );
  }
  if (one.data && other.data) {
    return <JsonDifference left={one.data.value} right={other.data.value} label={label} />;
  }
  if (one.isFetching || other.isFetching) return <p className="text-muted text-sm">Loading…</p>;
  return (
    <>
      {one.data && <SideValue side="left" value={one.data.value} label={label} />}
      {other.data && <SideValue side="right" value={other.data.value} label={label} />}
    </>
  );
}

/** The value of a port with what is kept beside the journal in its place. */
function useWhole(run_id: string, port: PortValue | null, label: string) {
  const hashes = (port?.stored ?? []).map(({ hash }) => hash);
  return useQuery({
    queryKey: ["compared value", run_id, label, hashes],
    queryFn: async () => {
      const loaded = await Promise.all(hashes.map((hash) => trpcClient.runs.value.query({ run_id, hash })));
      return { value: whole(port?.value ?? null, loaded) };
    },
    enabled: port !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // It would walk through all of both.
    structuralSharing: false,
  });
}

/** A list that several steps filled has null where a large value stood: these are filled in their order. */
function whole(value: JsonValue, loaded: readonly { value: JsonValue }[]): JsonValue {
  const [first, ...rest] = loaded;
  if (!first) return value;
  if (!Array.isArray(value)) return first.value;
  const left = [first, ...rest];
  return value.map((one) => (one === null ? (left.shift()?.value ?? null) : one));
}
