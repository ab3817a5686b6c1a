import { useEffect, useRef } from "react";

export interface InPlaceInputProps {
  label: string;
  value: string;
  placeholder?: string;
  className: string;
  /** Selector of what takes the focus back, above the input. */
  within: string;
  onKeep: (value: string) => void;
  onDone: () => void;
}

/** Renames in place: Enter or leaving keeps the words, Escape does not. */
export function InPlaceInput({
  label,
  value,
  placeholder,
  className,
  within,
  onKeep,
  onDone,
}: InPlaceInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (keep: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const card = input.current?.closest<HTMLElement>(within);
    if (keep && input.current) onKeep(input.current.value);
    onDone();
    card?.focus();
  };
  return (
    <input
      ref={input}
      defaultValue={value}
      placeholder={placeholder}
      maxLength={200}
      aria-label={label}
      className={`${className} nodrag nopan`}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
