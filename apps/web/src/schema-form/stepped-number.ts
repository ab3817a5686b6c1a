type NumberSchema = { readonly [keyword: string]: unknown };

/** The number one step up or down, within the bounds of its schema; null where there is none to begin with. */
export function steppedNumber(schema: NumberSchema, value: unknown, by: 1 | -1): number | null {
  const { default: start, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (typeof minimum !== "number" || typeof maximum !== "number") return null;
  const from = typeof value === "number" ? value : value === undefined ? (start ?? 0) : null;
  if (typeof from !== "number") return null;
  const step = stepOf(schema, maximum - minimum);
  const next = Math.round((from + by * step) / step) * step;
  // Without the noise of 0.1 + 0.2.
  return Number(Math.min(maximum, Math.max(minimum, next)).toFixed(6));
}

function stepOf({ type, multipleOf }: NumberSchema, range: number): number {
  if (typeof multipleOf === "number") return multipleOf;
  return type === "integer" || range > 10 ? 1 : 0.1;
}
