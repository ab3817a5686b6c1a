export type NumberBounds = {
  readonly min?: number;
  readonly max?: number;
  /** The number must be larger than this. */
  readonly above?: number;
  readonly integer?: boolean;
};

export type NumberReading = { ok: true; value: number | undefined } | { ok: false; message: string };

/** An empty text is no number, which is fine: the setting is left out. */
export function readNumber(text: string, bounds: NumberBounds): NumberReading {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, value: undefined };
  const value = /^[-+]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, above, integer } = bounds;
  const fits = value >= min && value <= max && (above === undefined || value > above);
  if (fits && (!integer || Number.isInteger(value))) return { ok: true, value };
  return { ok: false, message: `Write ${integer ? "a whole number" : "a number"}${range(bounds)}.` };
}

function range({ min, max, above }: NumberBounds): string {
  if (above !== undefined) return ` above ${above}${max === undefined ? "" : ` and at most ${count(max)}`}`;
  if (min !== undefined && max !== undefined) return ` from ${count(min)} to ${count(max)}`;
  if (min !== undefined) return ` of at least ${count(min)}`;
  return max === undefined ? "" : ` of at most ${count(max)}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
