import { useEffect, useRef } from "react";
import { useCanvas } from "./canvas-context.tsx";

export interface StepNameInputProps {
  step_id: string;
  name: string;
  placeholder: string;
  onDone: () => void;
}

/** Renames in place: Enter or leaving keeps the name, Escape does not. */
export function StepNameInput({ step_id, name, placeholder, onDone }: StepNameInputProps) {
  const { actions } = useCanvas();
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (keep: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const card = input.current?.closest<HTMLElement>("[data-step-id]");
    if (keep && input.current) actions?.rename(step_id, input.current.value);
    onDone();
    card?.focus();
  };
  return (
    <input
      ref={input}
      defaultValue={name}
      placeholder={placeholder}
      maxLength={200}
      aria-label="Name of the step"
      className="wt-step-name-input nodrag nopan"
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
