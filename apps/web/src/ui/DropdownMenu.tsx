import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Kbd } from "./Kbd.tsx";
import { menuItem, menuItemDanger, menuLabel, menuSeparator, menuSurface } from "./menu-styles.ts";

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

/** Not modal: the page behind stays readable to assistive technology, and one click both closes and acts. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export function DropdownMenuContent({
  className,
  sideOffset = 6,
  ...rest
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(menuSurface, className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

/** With `asChild` its one child, a link say, is the item. */
export function DropdownMenuItem({
  className,
  danger,
  keys,
  children,
  ...rest
}: ComponentProps<typeof Radix.Item> & { danger?: boolean; keys?: readonly string[] }) {
  return (
    <Radix.Item className={cn(menuItem, danger && menuItemDanger, className)} {...rest}>
      {keys ? (
        <>
          {children}
          <Kbd keys={keys} className="ml-auto pl-4 text-muted" />
        </>
      ) : (
        children
      )}
    </Radix.Item>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(menuItem, "pr-7", className)} {...rest}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-3.5" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn(menuLabel, className)} {...rest} />;
}

export function DropdownMenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn(menuSeparator, className)} {...rest} />;
}
