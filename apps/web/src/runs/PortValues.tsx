import type { JsonValue } from "@worktrail/shared/json";
import { ValueView } from "./ValueView.tsx";

/** Values by port; the name of the port stands above its value. */
export function PortValues({
  values,
  of,
  none,
}: {
  values: Record<string, JsonValue>;
  of: string;
  none: string;
}) {
  const ports = Object.entries(values);
  if (ports.length === 0) return <p className="text-muted text-sm">{none}</p>;
  return (
    <div className="flex flex-col gap-2">
      {ports.map(([port, value]) => (
        <div key={port} className="flex flex-col gap-1">
          <code className="font-mono text-muted text-xs">{port}</code>
          <ValueView value={value} label={`${of} ${port}`} />
        </div>
      ))}
    </div>
  );
}
