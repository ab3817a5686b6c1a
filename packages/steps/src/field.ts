import type { JsonValue } from "@worktrail/shared/json";
import type { FieldControl } from "@worktrail/shared/step/define-step";
import { z } from "zod";

type FieldText = {
  /** Sentence case, as the label of a form shows it. */
  title: string;
  /** One line that says what to write. */
  description: string;
  control?: FieldControl;
  examples?: JsonValue[];
  /** Of a `duration`: what the number counts. */
  unit?: "seconds" | "hours";
  /** The text may have several lines. */
  multiline?: true;
  /** Seldom needed: a form shows it last, folded away. */
  advanced?: true;
  /** The field means something only while another field has one of these values. */
  when?: { field: string; is: JsonValue[] };
};

/** Puts on a config field what a form generated from its JSON Schema shows, what JSON Schema has no word for as `x-…`. */
export function field<Schema extends z.ZodType>(schema: Schema, text: FieldText): Schema {
  const { control, unit, multiline, advanced, when, ...meta } = text;
  return schema.meta({
    ...meta,
    ...(control && { "x-control": control }),
    ...(unit && { "x-unit": unit }),
    ...(multiline && { "x-multiline": true }),
    ...(advanced && { "x-advanced": true }),
    ...(when && { "x-when": when }),
  });
}

/** Any JSON: a config arrives parsed, so that nothing else can be in it. */
export const AnyJsonSchema: z.ZodType<JsonValue> = z.any();

/**
 * A text that templates may fill: one that is a single placeholder yields that value, which is written out here,
 * texts as they are, null as nothing, everything else as JSON.
 */
export const TemplateTextSchema = z.preprocess(
  (value) =>
    value === null ? "" : typeof value === "string" || value === undefined ? value : JSON.stringify(value),
  z.string(),
);

/** A JSON Schema that the user writes, as an object. */
export const UserSchemaSchema = z.record(z.string(), AnyJsonSchema);

/** CEL source; whether it parses is checked by the segment's validation, at its place. */
export const ExpressionSchema = z
  .string()
  .min(1, "Write an expression, for example data.total > 1000.")
  .max(10_000, "An expression has at most 10,000 characters.");
