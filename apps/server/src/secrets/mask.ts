const MASK = "••••••";
/** A shorter piece of base64 would be found in texts that have nothing to do with the secret. */
const MIN_BASE64 = 8;

/** Takes the values of an attempt's secrets out of what it brought back: an answer may repeat what it was sent. */
export class Mask {
  readonly #texts: readonly string[];

  constructor(values: readonly string[]) {
    const forms = values.flatMap((value) => [
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      ...insideBase64(value),
    ]);
    // The longest first: one secret may be part of another.
    this.#texts = [...new Set(forms)].sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    let masked = text;
    for (const secret of this.#texts) masked = masked.replaceAll(secret, MASK);
    return masked;
  }

  /** The same shape with its texts and keys masked. */
  json<Value>(value: Value): Value {
    return this.#texts.length === 0 ? value : (this.#walk(value) as Value);
  }

  #walk(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#walk(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.#walk(item)]));
  }
}

/** What base64 of a longer text shows of the value, as in basic authentication, at each of the three offsets. */
function insideBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    const own = text.slice(Math.ceil((offset * 8) / 6), whole);
    return own.length < MIN_BASE64 ? [] : [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
