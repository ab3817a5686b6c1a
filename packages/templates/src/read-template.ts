import { parseSegment } from "@worktrail/shared/segment/parse";
import type { Template } from "./template.ts";

/** A template from its file. What is damaged stops the start: it ships with the product. */
export function readTemplate(document: unknown, about: Omit<Template, "segment">): Template {
  const parsed = parseSegment(document);
  if (!parsed.ok) throw new Error(`A template is damaged: ${parsed.issues[0]?.message}`);
  return { ...about, segment: parsed.segment };
}
