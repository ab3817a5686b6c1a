// What the form library asks of a validator: which of several schemas a value fits. Messages come from the caller.
import type { RJSFSchema, ValidatorType } from "@rjsf/utils";
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";

/** The parts of the root that a `$ref` inside `schema` may point to. */
function withDefinitions(schema: RJSFSchema, root: RJSFSchema): RJSFSchema {
  const { $defs, definitions } = root;
  if (!$defs && !definitions) return schema;
  return { ...schema, ...($defs ? { $defs } : {}), ...(definitions ? { definitions } : {}) };
}

export const schemaValidator: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({}),
  isValid: (schema, value: JsonValue | undefined, root) =>
    value !== undefined &&
    jsonSchemaProblems(withDefinitions(schema, root) as JsonObject, value).length === 0,
};
