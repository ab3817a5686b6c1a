import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { controlFrame } from "./Input.tsx";

/** Grows with its text, from `rows` lines up to the height that the class sets (24 lines unless told). */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(
        controlFrame,
        "field-sizing-content max-h-120 min-h-16 resize-y px-2.5 py-1.5 read-only:bg-surface",
        className,
      )}
      {...rest}
    />
  );
}
