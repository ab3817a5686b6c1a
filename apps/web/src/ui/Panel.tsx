import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface PanelProps {
  title: ReactNode;
  /** Names the region for assistive technology; needed where the title is not plain text. */
  label?: string;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled area that fills its box and scrolls inside: palette, inspector, problems. */
export function Panel({ title, label, actions, className, children }: PanelProps) {
  return (
    <section
      aria-label={label ?? (typeof title === "string" ? title : undefined)}
      className={cn("flex size-full min-h-0 flex-col bg-raised", className)}
    >
      <header className="flex h-10 shrink-0 items-center justify-between gap-2 border-line border-b pr-1.5 pl-3">
        <h2 className="min-w-0 truncate font-semibold text-sm">{title}</h2>
        {actions && <div className="flex items-center gap-0.5">{actions}</div>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </section>
  );
}
