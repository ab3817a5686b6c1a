import type { Segment } from "@worktrail/shared/segment/schema";

export const TEMPLATE_CATEGORIES = [
  "Customers",
  "Finance",
  "Content",
  "People",
  "Operations",
  "Data",
  "Model patterns",
] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** What has to be there, beside Worktrail itself, before a template does real work. */
export const TEMPLATE_NEEDS = {
  model: "A language model. The built-in demo/echo stands in for it and needs no key.",
  people: "Somebody who answers its tasks in the inbox.",
  api: "A web address to call. This server's demo service stands in for it.",
  nothing: "Nothing else: it only works out values.",
} as const;
export type TemplateNeed = keyof typeof TEMPLATE_NEEDS;

/** A segment that ships with the product, ready to be used as a start. It runs as it is, without a key. */
export type Template = {
  /** One sentence: what somebody would use it for. */
  readonly use: string;
  readonly category: TemplateCategory;
  readonly tags: readonly string[];
  readonly needs: readonly TemplateNeed[];
  /** Its `segment_id` names the template; its name and description are the template's own. */
  readonly segment: Segment;
};
