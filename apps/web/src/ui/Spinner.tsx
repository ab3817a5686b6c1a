import { LoaderCircle } from "lucide-react";
import { cn } from "./cn.ts";

/** Decorative: the words beside it say what is loading. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
