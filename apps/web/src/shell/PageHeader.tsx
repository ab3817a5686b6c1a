import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useDocumentTitle } from "./use-document-title.ts";

export interface Breadcrumb {
  key: string;
  /** A `Link` to a page above this one. */
  link: ReactNode;
}

export interface PageHeaderProps {
  /** Plain text: names the page, the browser's tab and, unless `heading` is given, stands as the heading. */
  title: string;
  /** Stands in place of the title: a name that can be edited, say. Keep an `h1` in it. */
  heading?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  /** Beside the title: status, save state. */
  aside?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, heading, breadcrumbs = [], aside, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-4 py-2 md:flex-nowrap">
      <div className="flex min-w-0 items-center gap-1.5">
        {breadcrumbs.length > 0 && (
          <nav
            aria-label="Breadcrumbs"
            className="flex items-center gap-1.5 text-muted [&_a:hover]:text-text"
          >
            {breadcrumbs.map(({ key, link }) => (
              <Fragment key={key}>
                {link}
                <ChevronRight aria-hidden className="size-3.5 shrink-0" />
              </Fragment>
            ))}
          </nav>
        )}
        {heading ?? <h1 className="truncate font-semibold text-base">{title}</h1>}
      </div>
      {aside && <div className="flex min-w-0 items-center gap-2 text-muted text-xs md:shrink-0">{aside}</div>}
      {actions && (
        <div className="ml-auto flex max-w-full flex-wrap items-center justify-end gap-2 md:shrink-0 md:flex-nowrap">
          {actions}
        </div>
      )}
    </header>
  );
}
