import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Spinner } from "./Spinner.tsx";

/** Announces that something is loading; without children it shows a centred spinner with the words. */
export function Loading({
  label = "Loading…",
  className,
  children,
}: {
  label?: string;
  className?: string;
  children?: ReactNode;
}) {
  if (children) {
    return (
      <div role="status" aria-label={label} data-loading className={className}>
        {children}
      </div>
    );
  }
  return (
    <div
      role="status"
      data-loading
      className={cn("flex size-full items-center justify-center gap-2 p-6 text-sm text-muted", className)}
    >
      <Spinner />
      {label}
    </div>
  );
}
