import { PAPER_COLORS, type PaperColor } from "@worktrail/shared/segment/schema";
import { RadioGroup } from "radix-ui";
import { cn } from "../ui/cn.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { paperWords } from "./paper-words.ts";

export interface PaperPickerProps {
  label: string;
  value: PaperColor;
  onChange: (color: PaperColor) => void;
  className?: string;
}

/** One of the six papers; each has its name beside its colour. */
export function PaperPicker({ label, value, onChange, className }: PaperPickerProps) {
  const choose = (chosen: string) => {
    const color = PAPER_COLORS.find((candidate) => candidate === chosen);
    if (color) onChange(color);
  };
  return (
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={choose}
      className={cn("flex items-center gap-0.5", className)}
    >
      {PAPER_COLORS.map((color) => (
        <Tooltip key={color} label={paperWords[color]}>
          <RadioGroup.Item
            value={color}
            aria-label={paperWords[color]}
            data-paper={color}
            className="inline-flex size-7 items-center justify-center rounded-md hover:bg-hover"
          >
            <span className="flex size-4.5 items-center justify-center rounded-full border border-[var(--paper-line)] bg-[var(--paper)]">
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </span>
          </RadioGroup.Item>
        </Tooltip>
      ))}
    </RadioGroup.Root>
  );
}
