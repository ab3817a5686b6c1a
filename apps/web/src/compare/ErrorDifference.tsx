import type { JsonObject } from "@worktrail/shared/json";
import { equalJson } from "@worktrail/shared/json-diff";
import type { RunError } from "@worktrail/shared/run/events";
import { useMemo } from "react";
import { RunErrorView } from "../runs/RunErrorView.tsx";
import { Section } from "../runs/Section.tsx";
import { JsonDifference } from "./JsonDifference.tsx";
import { SideLetter } from "./SideLetter.tsx";

export interface ErrorDifferenceProps {
  left: RunError | null;
  right: RunError | null;
  onlyDifferences: boolean;
}

/** Why it failed: in one of them, in both alike, or in what the two failures differ. */
export function ErrorDifference({ left, right, onlyDifferences }: ErrorDifferenceProps) {
  const one = useMemo(() => left && asJson(left), [left]);
  const other = useMemo(() => right && asJson(right), [right]);
  if (left && right && one && other) {
    const same = equalJson(one, other);
    if (same && onlyDifferences) return null;
    return (
      <Section title="Error">
        {same ? <RunErrorView error={left} /> : <JsonDifference left={one} right={other} label="error" />}
      </Section>
    );
  }
  const only = left ?? right;
  if (!only) return null;
  return (
    <Section title="Error" aside={<SideLetter side={left ? "left" : "right"} />}>
      <p className="text-muted text-xs">Only run {left ? "A" : "B"} failed here.</p>
      <RunErrorView error={only} />
    </Section>
  );
}

function asJson({ details, ...error }: RunError): JsonObject {
  return details ? { ...error, details } : error;
}
