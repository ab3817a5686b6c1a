import type { RJSFSchema } from "@rjsf/utils";

export type Variant = { value: string; title: string; schema: RJSFSchema };
export type Discriminator = { key: string; variants: Variant[] };

/** The one property whose constant tells the alternatives of a schema apart, or null. */
export function discriminatorOf(schema: RJSFSchema): Discriminator | null {
  const alternatives = schema.oneOf ?? schema.anyOf ?? [];
  const [first] = alternatives;
  if (typeof first !== "object") return null;
  for (const key of Object.keys(first.properties ?? {})) {
    const variants = alternatives.map((alternative) => variantBy(key, alternative));
    if (variants.every((variant) => variant !== null)) return { key, variants };
  }
  return null;
}

function variantBy(key: string, schema: RJSFSchema | boolean): Variant | null {
  if (typeof schema !== "object") return null;
  const { [key]: own, ...properties } = schema.properties ?? {};
  if (typeof own !== "object" || typeof own.const !== "string") return null;
  const required = (schema.required ?? []).filter((name) => name !== key);
  return { value: own.const, title: schema.title ?? own.const, schema: { ...schema, properties, required } };
}
