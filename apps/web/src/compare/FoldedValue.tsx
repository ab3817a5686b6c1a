import type { JsonValue } from "@worktrail/shared/json";
import { useMemo, useState } from "react";
import { ValueView } from "../runs/ValueView.tsx";

const SHOWN_CHARACTERS = 240;
const SHOWN_LINES = 6;

/** A value in a few lines; a long one begins like that and unfolds. */
export function FoldedValue({ value, label }: { value: JsonValue; label: string }) {
  const [open, setOpen] = useState(false);
  const text = useMemo(() => (typeof value === "string" ? value : JSON.stringify(value, null, 1)), [value]);
  if (open) return <ValueView value={value} label={label} openDepth={3} />;
  const shown = text.split("\n", SHOWN_LINES).join("\n").slice(0, SHOWN_CHARACTERS);
  return (
    <>
      <code className="wrap-anywhere block whitespace-pre-wrap font-mono text-xs">
        {text === "" ? <i className="text-muted">empty text</i> : shown}
        {shown.length < text.length && "…"}
      </code>
      {shown.length < text.length && (
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-label={`Show all of ${label}`}
          className="self-start rounded-md text-accent-text text-xs hover:underline"
        >
          Show all, {text.length.toLocaleString("en")} characters
        </button>
      )}
    </>
  );
}
