import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { jsonSchemaFindings } from "@worktrail/shared/segment/json-schema";
import type { FieldError } from "./error-schema.ts";

/** Why a value does not fit its schema, in the words that stand by a field. Empty where it fits. */
export function formErrors(schema: JsonObject, value: JsonValue): FieldError[] {
  return jsonSchemaFindings(schema, value).map(({ path, keyword, message }) => ({
    path,
    message: byTheField(keyword) ?? withoutPlace(message),
  }));
}

function byTheField(keyword: string): string | null {
  switch (keyword) {
    case "required":
      return "Fill this in.";
    case "type":
      return "This is not the kind of value that is asked for here.";
    case "minLength":
      return "Write a little more.";
    case "maxLength":
      return "This is too long.";
    case "enum":
    case "const":
      return "Choose one of the values that are offered.";
    default:
      return null;
  }
}

/** The field stands right above: its name at the start of the sentence says nothing new. */
function withoutPlace(message: string): string {
  const rest = message.replace(/^("[^"]*"|The value):? /, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
