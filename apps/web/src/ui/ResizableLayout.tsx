import type { ComponentProps, ReactNode } from "react";
import { Group, type Panel as ResizablePanel, Separator, useDefaultLayout } from "react-resizable-panels";
import { cn } from "./cn.ts";

export { Panel as ResizablePanel, usePanelRef } from "react-resizable-panels";
export type ResizablePanelProps = ComponentProps<typeof ResizablePanel>;

export interface ResizableLayoutProps {
  /** Names the layout; its sizes are kept in this browser. */
  id: string;
  orientation?: "horizontal" | "vertical";
  /** Where panels come and go: the ids of those that are there now. Each set has sizes of its own. */
  panelIds?: string[];
  className?: string;
  /** `ResizablePanel`s with ids (numbers are pixels, `"30%"` a share) and a `ResizeHandle` between each two. */
  children: ReactNode;
}

export function ResizableLayout({
  id,
  orientation = "horizontal",
  panelIds,
  className,
  children,
}: ResizableLayoutProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `worktrail.layout.${id}`,
    panelIds,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      id={id}
      orientation={orientation}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      // It would be a rule for every element of the page, each time the pointer comes near a handle.
      disableCursor
      className={cn("size-full", className)}
    >
      {children}
    </Group>
  );
}

/** A line between two panels: drag it, double-click it for the first size, or move it with the arrow keys. */
export function ResizeHandle({ label, className }: { label: string; className?: string }) {
  return (
    <Separator
      aria-label={label}
      className={cn(
        "relative shrink-0 bg-line transition-colors duration-100 aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent",
        "after:absolute after:inset-0 after:z-10 aria-[orientation=horizontal]:cursor-row-resize aria-[orientation=vertical]:cursor-col-resize aria-[orientation=horizontal]:after:-inset-y-1.5 aria-[orientation=vertical]:after:-inset-x-1.5",
        className,
      )}
    />
  );
}
