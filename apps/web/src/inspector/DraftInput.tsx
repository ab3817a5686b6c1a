import type { ComponentProps } from "react";
import { Input } from "../ui/Input.tsx";
import { type DraftOptions, useDraft } from "./use-draft.ts";

type DraftInputProps = Omit<ComponentProps<"input">, "value" | "onChange"> & Omit<DraftOptions, "check">;

/** An input whose text is taken over when it is left. */
export function DraftInput({ value, onCommit, live, onLeave, ...rest }: DraftInputProps) {
  const draft = useDraft({ value, onCommit, ...(live && { live }), ...(onLeave && { onLeave }) });
  return <Input autoComplete="off" spellCheck={false} {...rest} {...draft.control} />;
}
