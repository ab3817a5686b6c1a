import { catalog } from "@worktrail/steps/contracts";
import { TEMPLATE_NEEDS, type Template } from "@worktrail/templates/template";
import type { ReactNode } from "react";
import { stepIcon } from "../canvas/step-look.ts";
import { Badge } from "../ui/Badge.tsx";
import { CategoryIcon } from "../ui/CategoryIcon.tsx";

/** What a template is for, which steps it uses and what it needs. */
export function TemplateFacts({ template }: { template: Template }) {
  const { segment, use, tags, category, needs } = template;
  return (
    <aside
      aria-label="About this template"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-[45%] shrink-0 overflow-y-auto border-line border-t bg-surface p-4 lg:max-h-none lg:w-80 lg:border-t-0 lg:border-l"
    >
      <p className="font-medium text-sm">{use}</p>
      <p className="mt-2 text-muted text-sm">{segment.description}</p>
      <p className="mt-3 flex flex-wrap gap-1">
        <Badge>{category}</Badge>
        {tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </p>
      <Facts title="Steps">
        {stepKinds(template).map(({ step_type, name, category: kind, amount }) => {
          const Icon = stepIcon(step_type);
          return (
            <li key={step_type} className="flex items-center gap-2.5">
              <CategoryIcon category={kind} size="sm">
                <Icon />
              </CategoryIcon>
              <span className="flex-1">{name}</span>
              <span className="text-muted tabular-nums">{amount}</span>
            </li>
          );
        })}
      </Facts>
      <Facts title="What it needs">
        {needs.map((need) => (
          <li key={need} className="text-muted">
            {TEMPLATE_NEEDS[need]}
          </li>
        ))}
      </Facts>
    </aside>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5">
      <h2 className="font-semibold text-xs">{title}</h2>
      <ul className="mt-2 flex flex-col gap-2 text-sm">{children}</ul>
    </section>
  );
}

/** The kinds of steps in it, the most used first. */
function stepKinds({ segment }: Template) {
  const byType = Map.groupBy(segment.steps, ({ step_type }) => step_type);
  return Object.values(catalog)
    .map(({ type_id, display_name, category }) => ({
      step_type: type_id,
      name: display_name,
      category,
      amount: byType.get(type_id)?.length ?? 0,
    }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
}
