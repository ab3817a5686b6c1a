import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** The frame that every typed control shares: Input, Textarea, Select, the code editors. */
export const controlFrame =
  "w-full rounded-md border border-line-strong/60 bg-raised text-sm text-text transition-colors duration-100 hover:border-line-strong focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input type={type} className={cn(controlFrame, "h-8 px-2.5 read-only:bg-surface", className)} {...rest} />
  );
}
