import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { TEMPLATE_CATEGORIES } from "@worktrail/templates/template";
import { templates } from "@worktrail/templates/templates";
import { LayoutTemplate } from "lucide-react";
import { useEffect, useState } from "react";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import { CategoryFilter } from "./CategoryFilter.tsx";
import { findTemplates } from "./find-templates.ts";
import { TemplateCard } from "./TemplateCard.tsx";

const breadcrumbs = [{ key: "Segments", link: <Link to="/segments">Segments</Link> }];

/** The gallery. What is looked for stands in the address, so that going back finds it again. */
export function TemplatesPage() {
  const search = useSearch({ from: "/app/templates" });
  const navigate = useNavigate({ from: "/templates" });
  const [query, setQuery] = useState(search.q ?? "");
  const category = TEMPLATE_CATEGORIES.find((known) => known === search.category) ?? null;
  const found = findTemplates(templates, query, category);
  useEffect(() => {
    if ((search.q ?? "") === query) return;
    void navigate({ search: (before) => ({ ...before, q: query || undefined }), replace: true });
  }, [query, search.q, navigate]);
  const choose = (next: string | null) =>
    void navigate({ search: (before) => ({ ...before, category: next ?? undefined }), replace: true });
  return (
    <Page
      title="Templates"
      breadcrumbs={breadcrumbs}
      actions={
        <SearchInput
          label="Search templates"
          className="w-40 md:w-64"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      }
    >
      <div className="px-4 pt-4 md:px-6 md:pt-6">
        <p className="max-w-180 text-muted text-sm">
          Each runs as it is, without a key: a built-in model and a demo service stand in for yours. Take one,
          run it, then change it to what you need.
        </p>
        <CategoryFilter chosen={category} onChoose={choose} />
        <p aria-live="polite" className="sr-only">
          {found.length === 1 ? "1 template" : `${found.length} templates`}
        </p>
      </div>
      {found.length === 0 ? (
        <EmptyState
          icon={LayoutTemplate}
          title={`No template fits “${query.trim()}”`}
          action={
            <Button
              onClick={() => {
                setQuery("");
                choose(null);
              }}
            >
              Show all templates
            </Button>
          }
        >
          {category === null
            ? "Look for a task such as “invoice”, a tag such as “approval”, or a kind of step such as “HTTP”."
            : `You look among “${category}” only. Look among all, or for another word.`}
        </EmptyState>
      ) : (
        <ul
          aria-label="Templates"
          className="grid grid-cols-[repeat(auto-fill,minmax(300px,1fr))] gap-4 p-4 md:p-6"
        >
          {found.map((template) => (
            <TemplateCard key={template.segment.segment_id} template={template} />
          ))}
        </ul>
      )}
    </Page>
  );
}
