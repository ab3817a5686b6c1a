import type { ReactNode } from "react";
import { SIDES, sideLetters } from "./compare-words.ts";
import { SideLetter } from "./SideLetter.tsx";

export interface SideFact {
  name: string;
  left: ReactNode;
  right: ReactNode;
  differs: boolean;
  /** Says how they differ: "B took 3 times as long". */
  note?: string | null;
}

/** What both runs have a word for, one row each; a row that differs says so. */
export function SideFacts({ label, facts }: { label: string; facts: readonly SideFact[] }) {
  return (
    <table aria-label={label} className="w-full table-fixed text-sm">
      <thead>
        <tr className="text-left text-xs">
          <td className="w-24" />
          {SIDES.map((side) => (
            <th key={side} scope="col" aria-label={`Run ${sideLetters[side]}`} className="pb-1">
              <SideLetter side={side} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <FactRow key={fact.name} fact={fact} />
        ))}
      </tbody>
    </table>
  );
}

function FactRow({ fact: { name, left, right, differs, note } }: { fact: SideFact }) {
  return (
    <tr data-differs={differs || undefined} className={differs ? "align-top font-medium" : "align-top"}>
      <th scope="row" className="py-0.5 pr-2 text-left font-normal text-muted">
        {name}
        {differs && <span className="block text-warning-text text-xs">{note ?? "differs"}</span>}
      </th>
      <td className="wrap-anywhere py-0.5 pr-2">{left}</td>
      <td className="wrap-anywhere py-0.5">{right}</td>
    </tr>
  );
}
