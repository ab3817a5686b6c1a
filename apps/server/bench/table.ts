import { isMet, type Line, type Target } from "./line.ts";

/** On the embedded database a rate should be this share of what PostgreSQL gave in the same sitting. */
const EMBEDDED_SHARE = 0.4;

/** @param beside the lines of PostgreSQL, when these are of the embedded database */
export function printTable(lines: readonly Line[], beside: readonly Line[] = []): void {
  const heads = ["measure", "ours", "floor", "what the floor is", "ratio", "target", "ok"];
  const compared = beside.length > 0;
  const rows = lines.map((line) => [...cells(line), ...(compared ? comparison(line, beside) : [])]);
  const all = [[...heads, ...(compared ? ["of PostgreSQL", "ok"] : [])], ...rows];
  const widths = heads.concat(["", ""]).map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  for (const row of all) {
    const padded = row.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at === 0 || at === 3 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(padded.join("  ").trimEnd());
  }
}

function cells(line: Line): string[] {
  const { what, unit, ours, floor, ratio, target } = line;
  const met = isMet(line);
  return [
    what,
    `${figure(ours)} ${unit}`,
    floor ? `${figure(floor.value)} ${unit}` : "",
    floor?.name ?? "",
    ratio === undefined ? "" : `${figure(ratio)}×`,
    target ? targetText(target, unit) : "",
    met === null ? "" : okOr(met),
  ];
}

function comparison(line: Line, beside: readonly Line[]): string[] {
  const other = beside.find(({ what }) => what === line.what);
  const isRate = line.unit.endsWith("/s") && line.unit !== "commits/s";
  if (!isRate || other === undefined) return ["", ""];
  const share = line.ours / other.ours;
  return [`${figure(share)}×`, okOr(share >= EMBEDDED_SHARE)];
}

const okOr = (met: boolean) => (met ? "ok" : "–");

function targetText({ of, at, value }: Target, unit: Line["unit"]): string {
  return `${at === "least" ? "≥" : "≤"} ${value}${of === "ratio" ? "×" : ` ${unit}`}`;
}

/** Three digits that count. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "?";
  if (value !== 0 && Math.abs(value) < 0.1) return value.toPrecision(2);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
