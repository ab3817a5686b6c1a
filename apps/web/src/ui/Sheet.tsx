import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { IconButton } from "./IconButton.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  side?: "right" | "bottom";
  className?: string;
  children: ReactNode;
}

const sides = {
  right: "inset-y-0 right-0 w-[min(480px,calc(100vw-32px))] animate-slide-right border-l",
  bottom: "inset-x-0 bottom-0 max-h-[80vh] animate-slide-up rounded-t-lg border-t",
};

/** A modal panel at an edge: details on wide screens, panels of the editor on narrow ones. */
export function Sheet({ open, onOpenChange, title, side = "right", className, children }: SheetProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className={cn(
            "fixed z-50 flex flex-col border-line bg-raised shadow-float outline-none",
            sides[side],
            className,
          )}
        >
          <header className="flex h-12 shrink-0 items-center border-line border-b pr-12 pl-4">
            <Radix.Title className="truncate font-semibold text-base">{title}</Radix.Title>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {/* Last in order, so that opening the sheet puts the focus on its first control. */}
          <Radix.Close asChild>
            <IconButton label="Close" size="sm" className="absolute top-2.5 right-3">
              <X />
            </IconButton>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
