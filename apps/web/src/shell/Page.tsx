import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { PageHeader, type PageHeaderProps } from "./PageHeader.tsx";

export interface PageProps extends PageHeaderProps {
  /** Gives the whole rest of the window to the content, which scrolls by itself: canvas, split views. */
  fill?: boolean;
  children: ReactNode;
}

export function Page({ fill, children, ...header }: PageProps) {
  return (
    <div className="flex h-full flex-col">
      <PageHeader {...header} />
      <div className={cn("min-h-0 flex-1", fill ? "relative" : "overflow-y-auto")}>{children}</div>
    </div>
  );
}
