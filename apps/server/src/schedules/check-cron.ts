// What a cron expression may hold, checked field by field, so that a refusal can name the field and the place in it.
import { AppError } from "@worktrail/shared/errors";

type Field = { name: string; min: number; max: number; words?: readonly string[] };

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of the week", min: 0, max: 7, words: DAYS },
];

/** A part of the expression, and where it begins in it, from 0. */
type Part = { text: string; at: number };

/**
 * The expression with its fields one space apart: five of them, each `*`, numbers, names, ranges, steps and lists.
 * @throws AppError `INVALID_INPUT` that names the field and the place, with `path` `/cron`
 */
export function checkCron(expression: string): string {
  const parts = [...expression.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, at: index }));
  if (parts.length !== FIELDS.length) throw wrongCount(parts.length);
  for (const [index, field] of FIELDS.entries()) {
    const part = parts[index];
    if (part) checkField(field, part);
  }
  return parts.map(({ text }) => text.toUpperCase()).join(" ");
}

function wrongCount(count: number): AppError {
  const seconds = count === 6 ? " Seconds cannot be set: a minute is the smallest step." : "";
  const names = FIELDS.map(({ name }) => name).join(", ");
  return refused(`It takes five fields, ${names}, but this has ${count}.${seconds}`);
}

function checkField(field: Field, whole: Part): void {
  for (const item of splitAt(whole, ",")) {
    if (item.text === "") throw wrong(field, item, "a value is missing");
    const [range = item, step, more] = splitAt(item, "/");
    if (more) throw wrong(field, more, "there is a second step");
    if (step) checkStep(field, step);
    checkRange(field, range, step !== undefined);
  }
}

function checkStep(field: Field, step: Part): void {
  const value = /^\d{1,3}$/.test(step.text) ? Number(step.text) : 0;
  if (value < 1 || value > field.max)
    throw wrong(field, step, `“${step.text}” is not a step from 1 to ${field.max}`);
}

function checkRange(field: Field, range: Part, hasStep: boolean): void {
  if (range.text === "*") return;
  const [from = range, to, more] = splitAt(range, "-");
  if (more) throw wrong(field, more, "a range has two ends");
  const low = readValue(field, from);
  if (to === undefined) {
    if (hasStep)
      throw wrong(field, range, `a step needs a range or *, as in */5 or ${field.min}-${field.max}/5`);
    return;
  }
  const high = readValue(field, to);
  if (high < low) throw wrong(field, range, `the range “${range.text}” ends before it begins`);
}

function readValue(field: Field, { text, at }: Part): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  // Months count from 1, days of the week from 0, as the fields do.
  if (word >= 0) return word + field.min;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.min && value <= field.max) return value;
  const words = field.words ? ` or ${field.words[0]} to ${field.words.at(-1)}` : "";
  const what =
    text === "" ? "a value is missing" : `“${text}” is not a value from ${field.min} to ${field.max}${words}`;
  throw wrong(field, { text, at }, what);
}

function splitAt({ text, at }: Part, separator: string): Part[] {
  let next = at;
  return text.split(separator).map((part) => {
    const found = { text: part, at: next };
    next += part.length + separator.length;
    return found;
  });
}

function wrong(field: Field, { at }: Part, what: string): AppError {
  return refused(`In the field ${field.name}, at character ${at + 1}: ${what}.`, {
    field: field.name,
    position: at,
  });
}

/** The refusal of an expression, said so that it can stand under the field. */
export function refused(why: string, data?: { field: string; position: number }): AppError {
  return new AppError("INVALID_INPUT", `These times cannot be read. ${why}`, { path: "/cron", data });
}
