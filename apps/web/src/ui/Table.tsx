import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A table whose header stays in sight; a page leaves columns away where it is narrow. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <div className="w-full">
      <table className={cn("w-full border-collapse text-left text-sm", className)} {...rest} />
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={cn("border-line border-b", className)} {...rest} />;
}

export function TableBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child]:border-0", className)} {...rest} />;
}

/** `interactive` rows answer to hovering; put a link with `after:absolute after:inset-0` into the first cell. */
export function TableRow({
  interactive,
  className,
  ...rest
}: ComponentProps<"tr"> & { interactive?: boolean }) {
  return (
    <tr
      className={cn(
        "border-line border-b",
        interactive && "relative hover:bg-hover has-[a:focus-visible]:bg-hover",
        className,
      )}
      {...rest}
    />
  );
}

export function TableHeader({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "sticky top-0 z-10 h-8 whitespace-nowrap bg-surface px-3 font-medium text-muted text-xs first:pl-4 last:pr-4",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("h-11 px-3 first:pl-4 last:pr-4", className)} {...rest} />;
}
