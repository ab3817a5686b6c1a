// Medians of the rounds as one table: ours, plain React Flow, their ratio, and what we want to reach.
import { median } from "./frames.mjs";

const FLOOR_MS = 17;
/** A frame is shown at 60 a second: what is under this is every frame on time. */
const ON_TIME_MS = 17.4;

const frames = (key) => [(row) => row[key]?.p95, (row) => `${ms(row[key]?.p50)}/${ms(row[key]?.p95)}`];
const worst = (key) => [(row) => row[key]?.max, (row) => ms(row[key]?.max)];

export function printTable(rows, rounds) {
  console.log(
    `Medians of ${rounds} rounds, 1280 × 800, frame times p50/p95 in ms; ${FLOOR_MS} is the floor.\n`,
  );
  const table = [["", "ours", "plain", "ratio", "reach", "", "long tasks, ours"]];
  const line = (name, part, key, kind, reach) => {
    const [figure, word] = kind(key);
    const own = summary(rows[part], key, figure);
    if (!Number.isFinite(own)) return;
    const other = part === "editor" ? summary(rows.plain, key, figure) : Number.NaN;
    const limit = Math.min(
      ...reach.map((one) => (typeof one === "number" ? one : one.times * Math.max(other, one.least ?? 0))),
    );
    table.push([
      name,
      middle(rows[part], figure, word),
      Number.isFinite(other) ? middle(rows.plain, figure, word) : "",
      Number.isFinite(other) ? `${(own / other).toFixed(2)}×` : "",
      reach.length ? reach.map(said).join(", ") : "",
      reach.length === 0 ? "" : own <= limit ? "ok" : "OVER",
      longTasks(rows[part], key),
    ]);
  };
  const number = (digits) => (key) => [(row) => row[key], (row) => row[key]?.toFixed(digits)];
  const perStep = () => [(row) => row.elements / 1_000, (row) => (row.elements / 1_000).toFixed(1)];
  line("open, ms", "editor", "open", number(0), [1_000, { times: 1.5 }]);
  for (const what of ["pan", "drag", "zoom"])
    line(`all in view: ${what}`, "editor", `all_${what}`, frames, [33.4, { times: 1.03, least: ON_TIME_MS }]);
  for (const what of ["pan", "drag", "zoom"])
    line(`at 100 %: ${what}`, "editor", `close_${what}`, frames, [ON_TIME_MS]);
  line("letting go, all in view: longest frame", "editor", "all_release", worst, [50]);
  line("letting go, at 100 %: longest frame", "editor", "close_release", worst, [50]);
  line("undo of it: longest frame", "editor", "undo", worst, [50]);
  line("paste of 200: longest frame", "editor", "paste", worst, [100]);
  line("undo of it: longest frame", "editor", "paste_undo", worst, [100]);
  line("box-selecting steps", "editor", "box", frames, []);
  line("  of them selected", "editor", "box_steps", number(0), []);
  line("typing in a form", "editor", "typing", frames, []);
  line("  longest frame", "editor", "typing", worst, []);
  line("heap, MB", "editor", "heap_mb", number(1), [{ times: 3 }]);
  line("elements a step", "editor", "elements", perStep, [15]);
  line("500 events/s, panning at 100 %", "run", "close_events", frames, [20]);
  line("500 events/s, panning with all in view", "run", "all_events", frames, [20]);
  line("5,000 steps: open, ms", "huge", "open", number(0), [1_500]);
  for (const what of ["pan", "drag", "zoom"])
    line(`5,000 steps, at 100 %: ${what}`, "huge", `close_${what}`, frames, [ON_TIME_MS]);
  line("5,000 steps, letting go: longest frame", "huge", "close_release", worst, []);
  const widths = table[0].map((_, at) => Math.max(...table.map((row) => (row[at] ?? "").length)));
  for (const row of table)
    console.log(
      row
        .map((cell, at) => (at === 0 ? (cell ?? "").padEnd(widths[at]) : (cell ?? "").padStart(widths[at])))
        .join("  "),
    );
}

function summary(list, _key, figure) {
  return median((list ?? []).map((row) => figure(row)).filter((value) => value !== undefined));
}

/** The row whose figure is the median, in words. */
function middle(list, figure, word) {
  const sorted = list.filter((row) => Number.isFinite(figure(row))).sort((a, b) => figure(a) - figure(b));
  const row = sorted[sorted.length >> 1];
  return row ? word(row) : "";
}

function longTasks(list, key) {
  const counts = list.map((row) => row[key]?.long).filter((count) => count !== undefined);
  return counts.length ? String(median(counts)) : "";
}

function said(one) {
  return typeof one === "number" ? `≤ ${Math.round(one)}` : `≤ ${Math.round(one.times * 10) / 10}× plain`;
}

function ms(value) {
  return value === undefined ? "" : String(Math.round(value));
}
