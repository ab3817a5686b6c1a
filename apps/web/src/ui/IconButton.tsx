import type { ReactNode } from "react";
import { type ButtonProps, buttonVariants } from "./Button.tsx";
import { cn } from "./cn.ts";
import { Spinner } from "./Spinner.tsx";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "asChild" | "children" | "aria-label"> {
  /** The accessible name, which is also the tooltip. */
  label: string;
  /** Keys shown in the tooltip, as in `["mod", "Z"]`. */
  keys?: readonly string[];
  tooltipSide?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

export function IconButton(props: IconButtonProps) {
  const { label, keys, tooltipSide, variant, size, className, loading, disabled, children, type, ...rest } =
    props;
  return (
    <Tooltip label={label} keys={keys} side={tooltipSide}>
      <button
        type={type ?? "button"}
        aria-label={label}
        aria-busy={loading || undefined}
        disabled={disabled || loading}
        className={cn(buttonVariants({ variant: variant ?? "ghost", size, icon: true }), className)}
        {...rest}
      >
        {loading ? <Spinner /> : children}
      </button>
    </Tooltip>
  );
}
