import { Link } from "@tanstack/react-router";
import type { Template } from "@worktrail/templates/template";
import { SegmentPreview } from "../segments/SegmentPreview.tsx";
import { Badge } from "../ui/Badge.tsx";
import { count } from "../ui/json-preview.ts";

export function TemplateCard({ template }: { template: Template }) {
  const { segment, use, tags, category } = template;
  return (
    <li
      data-template-id={segment.segment_id}
      className="relative flex flex-col overflow-hidden rounded-lg border border-line bg-raised transition-colors duration-100 hover:border-line-strong has-[a:focus-visible]:border-ring"
    >
      <SegmentPreview segment={segment} />
      <div className="flex flex-1 flex-col px-3 pt-2.5 pb-3">
        <h2 className="font-semibold text-sm">
          <Link
            to="/templates/$templateId"
            params={{ templateId: segment.segment_id }}
            className="after:absolute after:inset-0"
          >
            {segment.name}
          </Link>
        </h2>
        <p className="mt-0.5 text-muted text-sm">{use}</p>
        <p className="mt-auto flex items-center justify-between gap-3 pt-3 text-muted text-xs">
          <span className="whitespace-nowrap">
            {category} · {count(segment.steps.length, "step")}
          </span>
          <span className="flex min-w-0 gap-1 overflow-hidden">
            {tags.slice(0, 2).map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        </p>
      </div>
    </li>
  );
}
