import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** One sentence: why it is empty and what to do next. */
  children: ReactNode;
  action?: ReactNode;
  /** `h1` where nothing above it names the page. */
  heading?: "h1" | "h2";
  className?: string;
}

export function EmptyState(props: EmptyStateProps) {
  const { icon: Icon, title, children, action, heading: Heading = "h2", className } = props;
  return (
    <div className={cn("mx-auto flex max-w-100 flex-col items-center px-6 py-16 text-center", className)}>
      <span
        aria-hidden
        className="mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-raised text-muted"
      >
        <Icon className="size-5" />
      </span>
      <Heading className="font-semibold text-base">{title}</Heading>
      <p className="mt-1 text-balance text-muted text-sm">{children}</p>
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
