// The places at which two JSON values differ, as a person reads them: one line for each field.
import { sameValue } from "./same-value.ts";

/** `undefined` is "not there". */
export type FieldChange = {
  /** JSON Pointer from the record: `/config/prompt`; empty for the record itself. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
};

/** Objects are compared key by key, everything else as a whole: a list is read as one value. */
export function fieldChanges(from: unknown, to: unknown, path = ""): FieldChange[] {
  if (sameValue(from, to)) return [];
  if (!isRecord(from) || !isRecord(to)) return [{ path, from, to }];
  const inside = Object.keys({ ...from, ...to }).flatMap((key) =>
    fieldChanges(from[key], to[key], `${path}/${pointerToken(key)}`),
  );
  // Nothing but the order of the keys differs; it carries meaning in free objects.
  return inside.length > 0 ? inside : [{ path, from, to }];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function pointerToken(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
