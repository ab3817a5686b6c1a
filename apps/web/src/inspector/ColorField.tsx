import { Ban } from "lucide-react";
import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { Badge } from "../ui/Badge.tsx";

/** Muted enough to stand beside the colours of the categories in both themes. */
const COLORS = [
  { value: "#d14343", name: "Red" },
  { value: "#d9822b", name: "Orange" },
  { value: "#b38f00", name: "Yellow" },
  { value: "#2f9e5b", name: "Green" },
  { value: "#2d7ff9", name: "Blue" },
  { value: "#8e5bd9", name: "Violet" },
] as const;

export function colorName(value: string): string {
  return COLORS.find((color) => color.value === value.toLowerCase())?.name ?? value;
}

interface ColorFieldProps {
  value: string | undefined;
  mixed?: boolean;
  onChange: (color: string | undefined) => void;
}

/** The mark of a step on the canvas: one of a few colours, or none. */
export function ColorField({ value, mixed = false, onChange }: ColorFieldProps) {
  const id = useId();
  const known = COLORS.some((color) => color.value === value?.toLowerCase());
  const own = value !== undefined && !known ? [{ value: value.toLowerCase(), name: `Own (${value})` }] : [];
  return (
    <div className="flex flex-col gap-1.5" data-field-path="/ui/color">
      <span id={id} className="flex items-center gap-2 font-medium text-xs">
        Colour {mixed && <Badge>Mixed</Badge>}
      </span>
      <ToggleGroup.Root
        type="single"
        aria-labelledby={id}
        value={mixed ? "" : (value?.toLowerCase() ?? "none")}
        onValueChange={(next) => {
          if (next !== "") onChange(next === "none" ? undefined : next);
        }}
        className="flex gap-1.5"
      >
        <ToggleGroup.Item value="none" aria-label="No colour" className={swatch}>
          <Ban aria-hidden className="size-3.5 text-muted" />
        </ToggleGroup.Item>
        {[...COLORS, ...own].map((color) => (
          <ToggleGroup.Item key={color.value} value={color.value} aria-label={color.name} className={swatch}>
            <span aria-hidden className="size-4 rounded-full" style={{ backgroundColor: color.value }} />
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </div>
  );
}

const swatch =
  "flex size-7 items-center justify-center rounded-md border border-transparent hover:bg-hover data-[state=on]:border-line-strong data-[state=on]:bg-hover";
