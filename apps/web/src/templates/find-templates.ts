import { catalog } from "@worktrail/steps/contracts";
import type { Template, TemplateCategory } from "@worktrail/templates/template";

/** What is looked for in a template, the most telling first. */
function texts({ segment, use, tags, category }: Template): string[] {
  const types = new Set(segment.steps.map(({ step_type }) => step_type));
  const kinds = [...types].map((type) => {
    const known: Readonly<Record<string, { display_name: string }>> = catalog;
    return `${type} ${known[type]?.display_name ?? ""}`;
  });
  return [segment.name, tags.join(" "), `${use} ${category}`, segment.description ?? "", kinds.join(" ")];
}

/** Templates that hold every word, those that hold them in their name or tags first; else in their order. */
export function findTemplates(
  templates: readonly Template[],
  query: string,
  category: TemplateCategory | null,
): readonly Template[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const inCategory = category === null ? templates : templates.filter((one) => one.category === category);
  if (words.length === 0) return inCategory;
  return inCategory
    .flatMap((template) => {
      const places = texts(template).map((text) => text.toLowerCase());
      const ranks = words.map((word) => places.findIndex((text) => text.includes(word)));
      return ranks.includes(-1) ? [] : [{ template, rank: Math.max(...ranks) }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ template }) => template);
}
