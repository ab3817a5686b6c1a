// What several things have in common, field by field.
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";

/** A value that all of them have, left out in all of them or not; or none, because theirs differ. */
export type Shared<Value> =
  | { readonly mixed: false; readonly value: Value }
  | { readonly mixed: true; readonly value: undefined };

export function sharedValue<Value>(values: readonly Value[]): Shared<Value | undefined> {
  const [first, ...others] = values;
  // Compared as JSON: a setting that is left out is the same as none.
  const same = others.every((value) => sameValue((value ?? null) as JsonValue, (first ?? null) as JsonValue));
  return same ? { mixed: false, value: first } : { mixed: true, value: undefined };
}

export type SharedConfig = { readonly config: JsonObject; readonly mixed: ReadonlySet<string> };

/** The fields that are the same in all configs, and the names of those that are not. */
export function sharedConfig(configs: readonly JsonObject[]): SharedConfig {
  const fields = new Set(configs.flatMap((config) => Object.keys(config)));
  const config: JsonObject = {};
  const mixed = new Set<string>();
  for (const field of fields) {
    const shared = sharedValue(configs.map((one) => one[field]));
    if (shared.mixed) mixed.add(field);
    else if (shared.value !== undefined) config[field] = shared.value;
  }
  return { config, mixed };
}

/** Which fields were changed, and to what; undefined takes a field out. */
export type ConfigPatch = Readonly<Record<string, JsonValue | undefined>>;

export function configPatch(before: JsonObject, after: JsonObject): ConfigPatch {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...fields].flatMap((field) =>
      sameValue(before[field] ?? null, after[field] ?? null) ? [] : [[field, after[field]]],
    ),
  );
}

export function patchedConfig(config: JsonObject, patch: ConfigPatch): JsonObject {
  const next: JsonObject = { ...config };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) delete next[field];
    else next[field] = value;
  }
  return next;
}
