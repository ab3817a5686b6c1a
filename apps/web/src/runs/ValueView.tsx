import type { JsonValue } from "@worktrail/shared/json";
import { CopyButton } from "../ui/CopyButton.tsx";
import { JsonView } from "../ui/JsonView.tsx";

/** What has words in it reads better without quotes; a single word could be mistaken for a number or a name. */
const WORDS = /\S\s+\S/;
/** Beyond this the folding view is the kinder one. */
const MAX_TEXT = 20_000;

/** A value to read: words as text, everything else as JSON. */
export function ValueView({
  value,
  label,
  ...view
}: {
  value: JsonValue;
  label: string;
  openDepth?: number;
  /** What the value is called in expressions. */
  root?: string;
}) {
  const isText = typeof value === "string" && value.length <= MAX_TEXT;
  if (!isText || !WORDS.test(value)) {
    return <JsonView value={value} label={label} {...view} />;
  }
  return (
    <section aria-label={label} className="relative rounded-md border border-line bg-sunken">
      <CopyButton
        text={value}
        label={`Copy ${label}`}
        size="sm"
        tooltipSide="left"
        className="absolute top-1 right-1 bg-sunken"
      />
      <p className="wrap-anywhere max-h-120 overflow-y-auto whitespace-pre-wrap p-2 pr-9 text-sm">{value}</p>
    </section>
  );
}
