import "./compare.css";
import type { JsonValue } from "@worktrail/shared/json";
import { diffJson, type JsonChange } from "@worktrail/shared/json-diff";
import type { Side } from "@worktrail/shared/run/compare-runs";
import { useMemo, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { fieldPath } from "../versions/change-words.ts";
import { sideLetters } from "./compare-words.ts";
import { FoldedValue } from "./FoldedValue.tsx";

const AT_ONCE = 50;
/** Nobody reads more, and finding them all in two unlike megabytes would hold up the page. */
const MOST = 2_000;

/** The places at which two values differ, each with what A has and what B has. */
export function JsonDifference({ left, right, label }: { left: JsonValue; right: JsonValue; label: string }) {
  const [limit, setLimit] = useState(AT_ONCE);
  const changes = useMemo(() => diffJson(left, right, MOST), [left, right]);
  if (changes.length === 0) return <p className="text-muted text-sm">The same.</p>;
  const more = changes.length - limit;
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={`Differences of ${label}`} className="flex flex-col gap-2">
        {changes.slice(0, limit).map((change) => (
          <ChangeItem key={change.path} change={change} label={label} />
        ))}
      </ul>
      {more > 0 && (
        <Button size="sm" className="self-start" onClick={() => setLimit(limit + AT_ONCE)}>
          Show {Math.min(AT_ONCE, more)} more of{" "}
          {changes.length === MOST ? `${MOST} or more` : changes.length}
        </Button>
      )}
    </div>
  );
}

const kindWords: Readonly<Record<JsonChange["kind"], string>> = {
  added: "only in B",
  removed: "only in A",
  changed: "changed",
};

function ChangeItem({ change, label }: { change: JsonChange; label: string }) {
  const path = fieldPath(change.path);
  const of = path === "" ? label : `${path} in ${label}`;
  return (
    <li data-json-change={change.kind} className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
        <code className="wrap-anywhere font-medium font-mono">{path || "the whole value"}</code>
        <span className="text-muted">{kindWords[change.kind]}</span>
      </p>
      {change.kind !== "added" && <SideValue side="left" value={change.from} label={of} />}
      {change.kind !== "removed" && <SideValue side="right" value={change.to} label={of} />}
    </li>
  );
}

/** What one of the two runs has there. */
export function SideValue({ side, value, label }: { side: Side; value: JsonValue; label: string }) {
  const letter = sideLetters[side];
  return (
    <div data-side={side} className="wt-side-value">
      <span className="shrink-0 font-semibold text-(--side) text-xs">{letter}</span>
      <div className="min-w-0 flex-1">
        <FoldedValue value={value} label={`${label} of run ${letter}`} />
      </div>
    </div>
  );
}
