import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import { CopyButton } from "./CopyButton.tsx";
import { cn } from "./cn.ts";
import { JsonNode } from "./JsonNode.tsx";

export interface JsonViewProps {
  value: JsonValue | undefined;
  /** Names the tree for assistive technology: "Output of Fetch orders". */
  label: string;
  /** How many levels are open at first. */
  openDepth?: number;
  className?: string;
}

/**
 * A value to read: folds, copies whole, and draws at most a hundred children of a level and the first
 * part of a long text until asked for more, so that megabytes do not stop the page.
 */
export function JsonView({ value, label, openDepth = 2, className }: JsonViewProps) {
  if (value === undefined) {
    return <p className={cn("text-muted text-sm", className)}>No value.</p>;
  }
  return (
    <section
      aria-label={label}
      className={cn("group relative rounded-md border border-line bg-sunken", className)}
    >
      <CopyButton
        text={() => (typeof value === "string" ? value : JSON.stringify(value, null, 2))}
        label={`Copy ${label}`}
        size="sm"
        tooltipSide="left"
        className="absolute top-1 right-1 z-10 bg-sunken"
      />
      <div className="max-h-120 overflow-auto p-2 pr-9 font-mono text-xs leading-5">
        <JsonNode
          value={value}
          depth={0}
          openDepth={isJsonObject(value) || Array.isArray(value) ? openDepth : 0}
        />
      </div>
    </section>
  );
}
