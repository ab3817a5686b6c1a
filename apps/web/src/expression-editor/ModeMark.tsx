import { hasTemplate } from "@worktrail/shared/expression/template";
import { SquareFunction, Type } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import type { ExpressionMode } from "./expression-diagnostics.ts";

interface ModeMarkProps {
  mode: ExpressionMode;
  value: string;
  disabled: boolean;
  onBegin: () => void;
}

const place = "flex w-6 shrink-0 justify-center rounded-l-[5px] border-line border-r pt-2 [&_svg]:size-3.5";

/** Tells at a glance whether a field holds plain text, text with computed parts, or an expression. */
export function ModeMark({ mode, value, disabled, onBegin }: ModeMarkProps) {
  const computes = mode === "expression" || hasTemplate(value);
  const look = cn(place, computes ? "bg-accent/8 text-accent-text" : "text-muted");
  const words =
    mode === "expression"
      ? "An expression: its value is computed when the step runs."
      : computes
        ? "Text with computed parts: what stands in {{ }} is computed when the step runs."
        : "Plain text. Click here, or type {{ or =, to compute a part of it.";
  if (mode === "expression" || computes || disabled) {
    return (
      <Tooltip label={words}>
        <span className={look} data-mode={computes ? "computed" : "text"}>
          {computes ? <SquareFunction aria-hidden /> : <Type aria-hidden />}
        </span>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={words}>
      <button
        type="button"
        // The keyboard has {{ and = for it.
        tabIndex={-1}
        aria-label="Compute a part of this text"
        data-mode="text"
        className={cn(look, "hover:bg-hover hover:text-text")}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onBegin}
      >
        <Type aria-hidden />
      </button>
    </Tooltip>
  );
}
