import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const badge = cva(
  "inline-flex h-5 shrink-0 align-middle items-center gap-1 whitespace-nowrap rounded-md px-1.5 font-medium text-xs [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-muted",
        accent: "bg-accent-text/10 text-accent-text",
        info: "bg-info-text/10 text-info-text",
        success: "bg-success-text/10 text-success-text",
        warning: "bg-warning-text/10 text-warning-text",
        danger: "bg-danger-text/10 text-danger-text",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & VariantProps<typeof badge>) {
  return <span className={cn(badge({ tone }), className)} {...rest} />;
}

/** A small number on top of a page's name, as for open tasks; nothing is drawn for zero. */
export function CountBadge({ count, className }: { count: number; className?: string }) {
  if (count <= 0) return null;
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-[11px] text-accent-contrast tabular-nums leading-none",
        className,
      )}
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}
