import { type KeyboardEvent, useState } from "react";

export interface DraftOptions {
  value: string;
  onCommit: (text: string) => void;
  /** Why a text cannot be taken over, or null where it can. */
  check?: (text: string) => string | null;
  /** Takes over each text that can be, while it is typed; otherwise when the field is left or Enter is pressed. */
  live?: boolean;
  onLeave?: () => void;
}

/** A text that may be wrong for a while: it is kept in the field and taken over only when it can be. */
export function useDraft({ value, onCommit, check, live = false, onLeave }: DraftOptions) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  const problem = draft === null ? null : (check?.(draft) ?? null);
  const settle = () => {
    if (draft !== null && problem === null) {
      if (draft !== value) onCommit(draft);
      setDraft(null);
    }
    onLeave?.();
  };
  return {
    text,
    problem,
    control: {
      value: text,
      onChange: ({ target }: { target: { value: string } }) => {
        setDraft(target.value);
        if (live && (check?.(target.value) ?? null) === null) onCommit(target.value);
      },
      onBlur: settle,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === "Enter" && event.currentTarget.tagName === "INPUT") settle();
        if (event.key !== "Escape" || draft === null) return;
        event.stopPropagation();
        setDraft(null);
      },
    },
  };
}
