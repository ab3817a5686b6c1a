import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Input } from "./Input.tsx";

/** A search field; `label` is its accessible name and, unless told otherwise, its placeholder. */
export function SearchInput({
  label,
  className,
  placeholder,
  ...rest
}: ComponentProps<"input"> & { label: string }) {
  return (
    <div className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
      <Input type="search" aria-label={label} placeholder={placeholder ?? label} className="pl-8" {...rest} />
    </div>
  );
}
