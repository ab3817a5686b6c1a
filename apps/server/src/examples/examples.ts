// The segments that ship with the product: they run without a key and without the internet.
import { readFileSync } from "node:fs";
import { isJsonObject, type JsonObject } from "@worktrail/shared/json";
import { parseSegmentText } from "@worktrail/shared/segment/parse";
import type { Segment } from "@worktrail/shared/segment/schema";

const NAMES = ["data_pipeline", "refund_approval", "order_check", "message_desk"] as const;

/** The shipped segments, with the address of this server as the default of every `base_url` that they ask for. */
export function exampleSegments(baseUrl: string): Segment[] {
  return NAMES.map((name) => withBaseUrl(readExample(name), baseUrl));
}

function readExample(name: (typeof NAMES)[number]): Segment {
  const parsed = parseSegmentText(readFileSync(new URL(`segments/${name}.json`, import.meta.url), "utf8"));
  if (!parsed.ok) throw new Error(`The example ${name} is damaged: ${parsed.issues[0]?.message}`);
  return parsed.segment;
}

function withBaseUrl(segment: Segment, baseUrl: string): Segment {
  const { input_schema } = segment;
  const { properties } = input_schema ?? {};
  if (!isJsonObject(properties) || !isJsonObject(properties.base_url)) return segment;
  const base_url: JsonObject = { ...properties.base_url, default: baseUrl };
  return { ...segment, input_schema: { ...input_schema, properties: { ...properties, base_url } } };
}
