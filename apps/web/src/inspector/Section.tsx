import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export interface SectionProps {
  title: string;
  /** What is set inside, readable while the section is closed. */
  summary?: string | undefined;
  defaultOpen?: boolean;
  /** Given, the caller says whether it is open. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A part of the inspector that folds. What is folded away stays in the page, so that a problem can open it. */
export function Section({ title, summary, defaultOpen = false, open, onOpenChange, children }: SectionProps) {
  return (
    <details
      open={open ?? defaultOpen}
      className="group border-line border-t"
      {...(onOpenChange && { onToggle: ({ currentTarget }) => onOpenChange(currentTarget.open) })}
    >
      <summary className="flex h-9 cursor-default list-none items-center gap-1.5 px-3 text-sm hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90"
        />
        <h3 className="font-semibold">{title}</h3>
        {summary && (
          <span className="ml-auto min-w-0 truncate text-muted text-xs group-open:hidden">{summary}</span>
        )}
      </summary>
      <div className="flex flex-col gap-4 px-3 pt-1 pb-4">{children}</div>
    </details>
  );
}
