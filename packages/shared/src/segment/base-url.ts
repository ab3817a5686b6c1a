// Segments that call a server ask for its address as `base_url` in their input.
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Segment } from "./schema.ts";

/** The segment with this address as the default of the `base_url` that its input asks for, where it does. */
export function withBaseUrl(segment: Segment, baseUrl: string): Segment {
  const { input_schema } = segment;
  const { properties } = input_schema ?? {};
  if (!isJsonObject(properties) || !isJsonObject(properties.base_url)) return segment;
  const base_url: JsonObject = { ...properties.base_url, default: baseUrl };
  return { ...segment, input_schema: { ...input_schema, properties: { ...properties, base_url } } };
}
