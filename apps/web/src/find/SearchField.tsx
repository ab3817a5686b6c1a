import type { Ref } from "react";
import { Input } from "../ui/Input.tsx";

export interface SearchFieldProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  problem: string | null;
  onChange: (text: string) => void;
  onWalk: (by: 1 | -1) => void;
}

export function SearchField({ ref, value, problem, onChange, onWalk }: SearchFieldProps) {
  return (
    <div className="min-w-0 flex-1">
      <Input
        ref={ref}
        aria-label="Find"
        placeholder="Find"
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem ? "find-problem" : undefined}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onWalk(event.shiftKey ? -1 : 1);
        }}
        className="h-7 px-2"
      />
      {problem && (
        <p id="find-problem" className="mt-1 text-danger-text text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
