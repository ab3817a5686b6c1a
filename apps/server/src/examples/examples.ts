// The segments that ship with the product: they run without a key and without the internet.
import { readFileSync } from "node:fs";
import { withBaseUrl } from "@worktrail/shared/segment/base-url";
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
