import { TEMPLATE_CATEGORIES, type TemplateCategory } from "@worktrail/templates/template";
import { cn } from "../ui/cn.ts";

export interface CategoryFilterProps {
  chosen: TemplateCategory | null;
  onChoose: (category: TemplateCategory | null) => void;
}

export function CategoryFilter({ chosen, onChoose }: CategoryFilterProps) {
  return (
    <fieldset className="mt-4 flex flex-wrap gap-1.5">
      <legend className="sr-only">Category</legend>
      {[null, ...TEMPLATE_CATEGORIES].map((category) => (
        <button
          key={category ?? "all"}
          type="button"
          aria-pressed={category === chosen}
          onClick={() => onChoose(category)}
          className={cn(
            "h-7 rounded-md border border-line bg-raised px-2.5 font-medium text-muted text-xs transition-colors duration-100 hover:border-line-strong hover:text-text",
            "aria-pressed:border-accent aria-pressed:bg-accent-text/10 aria-pressed:text-accent-text",
          )}
        >
          {category ?? "All"}
        </button>
      ))}
    </fieldset>
  );
}
