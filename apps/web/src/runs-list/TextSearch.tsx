import { useEffect, useRef, useState } from "react";
import { SearchInput } from "../ui/SearchInput.tsx";

const PAUSE_MS = 350;

/** Searches once the typing pauses, or at once with Enter. */
export function TextSearch({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [given, setGiven] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Changed from elsewhere: by going back, or by clearing the filter.
  if (value !== given) {
    setGiven(value);
    setText(value);
  }
  const send = (next: string) => {
    clearTimeout(timer.current);
    setGiven(next.trim());
    onChange(next.trim());
  };
  return (
    <SearchInput
      label="Search in input, output and error"
      placeholder="Search inputs, outputs, errors"
      className="w-full md:w-64"
      maxLength={200}
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(next), PAUSE_MS);
      }}
      onKeyDown={(event) => event.key === "Enter" && send(text)}
    />
  );
}
