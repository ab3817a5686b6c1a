import { type PortPair, type PortValues, portPairs, samePort } from "@worktrail/shared/run/port-values";
import { useMemo } from "react";
import { Section } from "../runs/Section.tsx";
import { FoldedValue } from "./FoldedValue.tsx";
import { JsonDifference, SideValue } from "./JsonDifference.tsx";
import { StoredDifference } from "./StoredDifference.tsx";

export interface PortsDifferenceProps {
  title: string;
  left: PortValues;
  right: PortValues;
  /** What a port is called; left out, by its id. */
  nameOf?: (port_id: string) => string;
  /** Leaves out what is the same. */
  onlyDifferences: boolean;
}

/** Values by port of both runs: where they differ, and what is the same once. */
export function PortsDifference(props: PortsDifferenceProps) {
  const { title, left, right, nameOf = (port_id) => port_id, onlyDifferences } = props;
  const pairs = useMemo(
    () => portPairs(left, right).map((pair) => ({ pair, same: samePort(pair) })),
    [left, right],
  );
  const shown = pairs.filter(({ same }) => !same || !onlyDifferences);
  if (shown.length === 0) return null;
  return (
    <Section title={title}>
      {shown.map(({ pair, same }) => (
        <div key={pair.port_id} className="flex flex-col gap-1">
          <p className="flex gap-2 text-xs">
            <code className="font-mono text-muted">{nameOf(pair.port_id)}</code>
            {same && <span className="text-muted">the same</span>}
          </p>
          <PortDifference pair={pair} same={same} label={`${title.toLowerCase()} ${nameOf(pair.port_id)}`} />
        </div>
      ))}
    </Section>
  );
}

function PortDifference({ pair, same, label }: { pair: PortPair; same: boolean; label: string }) {
  const { left, right } = pair;
  const stored = [...(left?.stored ?? []), ...(right?.stored ?? [])];
  if (stored.length > 0) return <StoredDifference pair={pair} same={same} label={label} />;
  if (left && right && same) return <FoldedValue value={left.value} label={label} />;
  if (left && right) return <JsonDifference left={left.value} right={right.value} label={label} />;
  return (
    <>
      <p className="text-muted text-xs">Only run {left ? "A" : "B"} has a value here.</p>
      {left && <SideValue side="left" value={left.value} label={label} />}
      {right && <SideValue side="right" value={right.value} label={label} />}
    </>
  );
}
