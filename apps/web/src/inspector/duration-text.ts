// Between a length of time as people write it ("1 h 30 min", "5m", "90") and the number that a field keeps.

export type DurationUnit = "seconds" | "hours";
export type DurationReading = { ok: true; value: number | undefined } | { ok: false; message: string };
export type DurationBounds = {
  readonly min?: number;
  readonly max?: number;
  /** The value must be more than this. */
  readonly above?: number;
  readonly integer?: boolean;
};

const SECONDS: Readonly<Record<DurationUnit, number>> = { seconds: 1, hours: 3_600 };
const UNITS: readonly { readonly names: RegExp; readonly seconds: number; readonly word: string }[] = [
  { names: /^(d|day|days)$/, seconds: 86_400, word: "d" },
  { names: /^(h|hr|hrs|hour|hours)$/, seconds: 3_600, word: "h" },
  { names: /^(m|min|mins|minute|minutes)$/, seconds: 60, word: "min" },
  { names: /^(s|sec|secs|second|seconds)$/, seconds: 1, word: "s" },
  { names: /^(ms|millisecond|milliseconds)$/, seconds: 0.001, word: "ms" },
];
const PART = /(\d+(?:\.\d+)?|\.\d+)\s*([a-z]+)/g;

/** A bare number is taken in the field's own unit; an empty text leaves the setting out. */
export function readDuration(text: string, unit: DurationUnit, bounds: DurationBounds = {}): DurationReading {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return { ok: true, value: undefined };
  const value = /^\d+(\.\d+)?$|^\.\d+$/.test(trimmed) ? Number(trimmed) : readParts(trimmed, unit);
  if (value === null) return { ok: false, message: `Write a time, such as ${EXAMPLES[unit]}.` };
  return inBounds(value, unit, bounds);
}

const EXAMPLES: Readonly<Record<DurationUnit, string>> = {
  seconds: "30 s, 5 min or 1 h 30 min",
  hours: "30 min, 4 h or 2 d",
};

function readParts(text: string, unit: DurationUnit): number | null {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || text.replace(PART, "").replace(/and|[\s,]/g, "") !== "") return null;
  let milliseconds = 0;
  for (const [, amount, name = ""] of parts) {
    const known = UNITS.find(({ names }) => names.test(name));
    if (!known) return null;
    milliseconds += Number(amount) * known.seconds * 1_000;
  }
  return Math.round(milliseconds) / 1_000 / SECONDS[unit];
}

function inBounds(value: number, unit: DurationUnit, bounds: DurationBounds): DurationReading {
  const { min, max, above, integer } = bounds;
  const say = (message: string): DurationReading => ({ ok: false, message });
  if (above !== undefined && value <= above) return say(`Write a time of more than ${words(above, unit)}.`);
  if (min !== undefined && value < min) return say(`Write a time of at least ${words(min, unit)}.`);
  if (max !== undefined && value > max) return say(`Write a time of at most ${words(max, unit)}.`);
  if (integer && !Number.isInteger(value)) return say(`Write a time in whole ${unit}.`);
  return { ok: true, value };
}

/**
 * The value in words that mean it exactly: `5400` seconds are "1 h 30 min". What no words mean exactly stays a
 * number.
 */
export function durationText(value: number | undefined, unit: DurationUnit): string {
  if (value === undefined) return "";
  const text = words(value, unit);
  const read = readDuration(text, unit);
  return read.ok && read.value === value ? text : String(value);
}

function words(value: number, unit: DurationUnit): string {
  let rest = Math.round(value * SECONDS[unit] * 1_000);
  if (rest === 0) return "0 s";
  const parts: string[] = [];
  for (const { seconds, word } of UNITS) {
    const size = Math.round(seconds * 1_000);
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${word}`);
    rest -= count * size;
  }
  return parts.join(" ");
}
