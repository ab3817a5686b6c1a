import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import { MaybeStored } from "./MaybeStored.tsx";

/** Values by port; the name of the port stands above its value. */
export function PortValues({
  values,
  stored = {},
  of,
  root,
  none,
}: {
  values: Record<string, JsonValue>;
  /** The ports whose value is null in here because it is too large. */
  stored?: Readonly<Record<string, readonly StoredValue[]>>;
  of: string;
  /** What the ports are called in expressions: `inputs`, `steps.fetch`. */
  root: string;
  none: string;
}) {
  const ports = Object.entries(values);
  if (ports.length === 0) return <p className="text-muted text-sm">{none}</p>;
  return (
    <div className="flex flex-col gap-2">
      {ports.map(([port, value]) => (
        <div key={port} className="flex flex-col gap-1">
          <code className="font-mono text-muted text-xs">{port}</code>
          <MaybeStored value={value} stored={stored[port]} label={`${of} ${port}`} root={`${root}.${port}`} />
        </div>
      ))}
    </div>
  );
}
