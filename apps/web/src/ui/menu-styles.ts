/** The look that menus, selects and popovers share. */
export const menuSurface =
  "z-50 min-w-44 max-h-(--radix-popper-available-height) overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm text-text shadow-float animate-pop origin-(--radix-popper-transform-origin)";

export const menuItem =
  "relative flex h-7 select-none items-center gap-2 rounded-md px-2 outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

export const menuItemDanger = "text-danger-text data-[highlighted]:bg-danger/10 [&_svg]:text-danger-text";

export const menuLabel = "px-2 py-1 text-xs font-medium text-muted";

export const menuSeparator = "-mx-1 my-1 h-px bg-line";
