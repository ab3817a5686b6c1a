// Chooses for each place of a schema which of our fields draws it; the form library draws the rest by type.
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import type { SchemaControls } from "./controls.ts";
import { discriminatorOf } from "./discriminator.ts";

const replace = (field: string): UiSchema => ({
  "ui:field": field,
  "ui:fieldReplacesAnyOrOneOf": true,
});

export function uiSchemaFor(schema: RJSFSchema, controls: SchemaControls): UiSchema {
  const control: unknown = schema["x-control"];
  if (typeof control === "string" && Object.hasOwn(controls, control)) return replace("control");
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives && !schema.properties) {
    if (isChoice(alternatives)) return {};
    if (discriminatorOf(schema)) return replace("union");
    return replace(alternatives.every(isScalar) ? "scalar" : "json");
  }
  if (Array.isArray(schema.type)) return replace(isScalar(schema) ? "scalar" : "json");
  if (schema.properties) {
    const parts = Object.entries(schema.properties).map(([name, part]) => [
      name,
      typeof part === "object" ? uiSchemaFor(part, controls) : {},
    ]);
    return Object.fromEntries(parts);
  }
  if (schema.type === "array") return arrayUiSchema(schema, controls);
  const drawable = schema.enum || schema.const !== undefined || schema.$ref || schema.allOf || schema.if;
  if (drawable || (schema.type !== undefined && schema.type !== "object")) return {};
  return replace("json");
}

function arrayUiSchema(schema: RJSFSchema, controls: SchemaControls): UiSchema {
  const { items } = schema;
  if (typeof items !== "object" || Array.isArray(items)) return replace("json");
  if (items.type === undefined && !items.enum && !items.anyOf && !items.oneOf && !items.$ref)
    return replace("json");
  const own = uiSchemaFor(items, controls);
  return { items: isScalar(items) ? { ...own, "ui:options": { label: false } } : own };
}

/** `oneOf` of constants with titles: a choice, not different shapes. */
function isChoice(alternatives: readonly unknown[]): boolean {
  return alternatives.every((part) => typeof part === "object" && part !== null && "const" in part);
}

function isScalar(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if ("enum" in schema || "const" in schema) return true;
  if ("anyOf" in schema && Array.isArray(schema.anyOf)) return schema.anyOf.every(isScalar);
  if (!("type" in schema)) return false;
  const types: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.every((type) => type !== "object" && type !== "array");
}
