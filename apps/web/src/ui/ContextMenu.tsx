import { ContextMenu as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Kbd } from "./Kbd.tsx";
import { menuItem, menuItemDanger, menuLabel, menuSeparator, menuSurface } from "./menu-styles.ts";

export const ContextMenuTrigger = Radix.Trigger;

/** Not modal, as DropdownMenu. */
export function ContextMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export function ContextMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content collisionPadding={8} className={cn(menuSurface, className)} {...rest} />
    </Radix.Portal>
  );
}

export function ContextMenuItem({
  className,
  danger,
  keys,
  children,
  ...rest
}: ComponentProps<typeof Radix.Item> & { danger?: boolean; keys?: readonly string[] }) {
  return (
    <Radix.Item className={cn(menuItem, danger && menuItemDanger, className)} {...rest}>
      {children}
      {keys && <Kbd keys={keys} className="ml-auto pl-4 text-muted" />}
    </Radix.Item>
  );
}

export function ContextMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabel, className)} {...rest} />;
}

export function ContextMenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn(menuSeparator, className)} {...rest} />;
}
