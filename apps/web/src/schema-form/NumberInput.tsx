import type { JsonValue } from "@worktrail/shared/json";
import type { ComponentProps, KeyboardEvent } from "react";
import { Input } from "../ui/Input.tsx";
import { steppedNumber } from "./stepped-number.ts";

interface NumberInputProps extends Omit<ComponentProps<typeof Input>, "value" | "onChange"> {
  schema: { [keyword: string]: unknown };
  value: JsonValue | undefined;
  text: string;
  onText: (text: string) => void;
}

/** A number as text, so that half-written ones stay; the arrow keys count, and its bounds stand at the end. */
export function NumberInput({ schema, value, text, onText, ...rest }: NumberInputProps) {
  const { minimum, maximum } = schema;
  const range = typeof minimum === "number" && typeof maximum === "number" ? `${minimum}–${maximum}` : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = steppedNumber(schema, value, event.key === "ArrowUp" ? 1 : -1);
    if (next !== null) onText(String(next));
  };
  return (
    <div className="relative">
      <Input
        {...rest}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
      />
      {range && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-muted text-xs"
        >
          {range}
        </span>
      )}
    </div>
  );
}
