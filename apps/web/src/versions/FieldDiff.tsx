import type { SegmentChange } from "@worktrail/shared/segment/changes";
import { fieldPath } from "./change-words.ts";

/** What changed in one record: each field with what was there and what is. */
export function FieldDiff({ change }: { change: SegmentChange }) {
  if (change.kind !== "changed") return <Value value={change.to ?? change.from} />;
  return (
    <dl className="flex flex-col gap-2">
      {change.fields.map(({ path, from, to }) => (
        <div key={path} className="flex flex-col gap-1">
          <dt className="font-mono text-muted text-xs">{fieldPath(path)}</dt>
          <dd data-change="removed" className="wt-change-value">
            <del className="no-underline">
              <span className="sr-only">before: </span>
              <Value value={from} />
            </del>
          </dd>
          <dd data-change="added" className="wt-change-value">
            <ins className="no-underline">
              <span className="sr-only">after: </span>
              <Value value={to} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A text as it is, anything else as JSON. */
export function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === "") {
    return <span className="text-muted text-xs italic">{value === "" ? "empty" : "not set"}</span>;
  }
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <code className="wrap-anywhere block max-h-40 overflow-y-auto whitespace-pre-wrap font-mono text-xs">
      {text}
    </code>
  );
}
