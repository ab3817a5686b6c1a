import { Slider as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface SliderProps {
  label: string;
  /** What the value means, for who cannot see it. */
  valueText: string;
  value: number;
  min: number;
  max: number;
  onValueChange: (value: number) => void;
  disabled?: boolean;
  className?: string;
  /** Drawn on the track, from its left end (0 %) to its right one (100 %). */
  children?: ReactNode;
}

/** One whole number out of many. Arrows move by one, Page keys by ten, Home and End to the ends. */
export function Slider(props: SliderProps) {
  const { label, valueText, value, min, max, onValueChange, disabled, className, children } = props;
  return (
    <Radix.Root
      value={[value]}
      min={min}
      max={max}
      disabled={disabled ?? false}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className={cn(
        "relative flex h-6 touch-none select-none items-center data-disabled:opacity-50",
        className,
      )}
    >
      <Radix.Track className="relative h-1.5 grow rounded-full bg-line-strong">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
        {children}
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-4 rounded-full border-2 border-accent bg-raised shadow-float"
      />
    </Radix.Root>
  );
}
