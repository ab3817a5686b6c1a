import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Spinner } from "./Spinner.tsx";

export const buttonVariants = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-accent-contrast hover:bg-accent-hover disabled:hover:bg-accent",
        secondary:
          "border-line bg-raised text-text hover:border-line-strong hover:bg-hover data-[state=open]:bg-hover",
        ghost:
          "border-transparent text-muted hover:bg-hover hover:text-text data-[state=open]:bg-hover data-[state=open]:text-text",
        danger: "border-transparent bg-danger text-danger-contrast hover:bg-danger-hover",
      },
      size: { sm: "h-7 px-2.5 text-xs", md: "h-8 px-3 text-sm" },
      icon: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { size: "sm", icon: true, class: "w-7" },
      { size: "md", icon: true, class: "w-8" },
    ],
    defaultVariants: { variant: "secondary", size: "md", icon: false },
  },
);

export interface ButtonProps
  extends ComponentProps<"button">,
    Omit<VariantProps<typeof buttonVariants>, "icon"> {
  /** Renders the only child (a link, say) with the look of a button. */
  asChild?: boolean;
  /** Shows a spinner over the label, keeps the width, refuses clicks. */
  loading?: boolean;
}

export function Button(props: ButtonProps) {
  const { variant, size, className, asChild, loading, disabled, children, type, ...rest } = props;
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={classes}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...rest}
    >
      {loading ? (
        <>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
}
