import type { JsonValue } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";
import { useState } from "react";
import { jsonText, jsonValue } from "./field-text.ts";

/** A value edited as JSON text. The text stays as it was typed for as long as it means the value. */
export function useJsonDraft(
  value: JsonValue | undefined,
  onChange: (value: JsonValue | undefined) => void,
): readonly [string, (text: string) => void] {
  const [held, setHeld] = useState(() => jsonText(value));
  const isCurrent = sameValue(jsonValue(held), value);
  const text = isCurrent ? held : jsonText(value);
  if (text !== held) setHeld(text);
  const change = (next: string) => {
    setHeld(next);
    const read = jsonValue(next);
    if (!sameValue(read, value)) onChange(read);
  };
  return [text, change];
}
