import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const Tabs = Radix.Root;

export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn(
        "flex h-9 shrink-0 items-stretch gap-4 overflow-x-auto border-line border-b px-3",
        className,
      )}
      {...rest}
    />
  );
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        "-mx-1.5 -mb-px inline-flex items-center gap-1.5 whitespace-nowrap px-1.5 border-transparent border-b-2 font-medium text-muted text-sm transition-colors duration-100 hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-text [&_svg]:size-4",
        className,
      )}
      {...rest}
    />
  );
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Content className={cn("min-h-0 flex-1 focus-visible:-outline-offset-2", className)} {...rest} />
  );
}
