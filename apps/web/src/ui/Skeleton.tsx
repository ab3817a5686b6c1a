import { cn } from "./cn.ts";

/** A grey shape where content will be; wrap a group of them in `Loading`, which has the words. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-md bg-hover", className)} />;
}
