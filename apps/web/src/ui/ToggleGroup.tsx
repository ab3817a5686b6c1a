import { ToggleGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Tooltip } from "./Tooltip.tsx";

export interface ToggleOption<Value extends string> {
  value: Value;
  label: string;
  /** With an icon the label becomes its accessible name and tooltip, unless `showLabel` is set. */
  icon?: ReactNode;
}

export interface ToggleGroupProps<Value extends string> {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly ToggleOption<Value>[];
  showLabel?: boolean;
  disabled?: boolean;
  className?: string;
  id?: string;
  "aria-describedby"?: string | undefined;
}

/** One of a few, side by side; always exactly one is chosen. */
export function ToggleGroup<Value extends string>(props: ToggleGroupProps<Value>) {
  const { label, value, onValueChange, options, showLabel, className, disabled = false } = props;
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onValueChange(option.value);
  };
  return (
    <Radix.Root
      type="single"
      value={value}
      onValueChange={choose}
      disabled={disabled}
      aria-label={label}
      aria-describedby={props["aria-describedby"]}
      {...(props.id && { id: props.id })}
      className={cn(
        "inline-flex h-8 items-center gap-0.5 rounded-md border border-line bg-sunken p-0.5 data-disabled:opacity-60",
        className,
      )}
    >
      {options.map((option) => {
        const bare = option.icon !== undefined && !showLabel;
        const item = (
          <Radix.Item
            key={option.value}
            value={option.value}
            aria-label={bare ? option.label : undefined}
            className={cn(
              "inline-flex h-full flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-[4px] border border-transparent px-2.5 font-medium text-muted text-xs hover:text-text data-[state=on]:border-line data-[state=on]:bg-raised data-[state=on]:text-text [&_svg]:size-4",
              bare && "px-1.5",
            )}
          >
            {option.icon}
            {!bare && option.label}
          </Radix.Item>
        );
        return bare ? (
          <Tooltip key={option.value} label={option.label}>
            {item}
          </Tooltip>
        ) : (
          item
        );
      })}
    </Radix.Root>
  );
}
