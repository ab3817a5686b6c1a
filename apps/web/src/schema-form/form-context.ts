import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import type { SchemaControls } from "./controls.ts";

/** What the form hands to every field in it. */
export type FormContext = {
  readonly controls: SchemaControls;
  readonly uiSchemaFor: (schema: RJSFSchema) => UiSchema;
  /** Top-level fields whose values differ among the things that the form stands for. */
  readonly mixed: ReadonlySet<string>;
};

export const NOTHING_MIXED: ReadonlySet<string> = new Set();

/** Whether the values at a field's place differ: then the field shows none of them. */
export function isMixed(context: FormContext, path: readonly (string | number)[]): boolean {
  return path.length === 1 && context.mixed.has(String(path[0]));
}
