// The input of a schedule's runs while it is being edited: as a form where the segment says what it needs, else JSON.
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useState } from "react";
import { sampleInput } from "../canvas/sample-input.ts";
import { asksForFields, firstInput, recallInput } from "../runs/run-input-memory.ts";
import type { FieldError } from "../schema-form/error-schema.ts";
import { formErrors } from "../schema-form/form-errors.ts";

export type ScheduleInput = ReturnType<typeof useScheduleInput>;

/** @param kept what the schedule has now; left out for a new one, which begins with what was run last */
export function useScheduleInput(segment: Segment, kept: JsonValue | undefined) {
  const schema = segment.input_schema;
  const [start] = useState(() => kept ?? recallInput(segment.segment_id));
  const [fields, setFields] = useState<JsonObject>(() => firstInput(schema ?? {}, start));
  const [text, setText] = useState(() => JSON.stringify(start ?? sampleInput(schema), null, 2));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const form = asksForFields(schema) ? schema : null;
  /** The input, if it fits the segment; else null, and the reasons are shown. */
  const read = (): { value: JsonValue } | null => {
    const given = form ? { value: fields } : parse(text);
    const found = given ? (schema ? formErrors(schema, given.value) : []) : [NOT_JSON];
    setErrors(found);
    return found.length === 0 ? given : null;
  };
  return { form, fields, setFields, text, setText, errors, read };
}

const NOT_JSON = { path: "", message: "This is not JSON yet. Look for a missing quote, comma or bracket." };

function parse(text: string): { value: JsonValue } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
