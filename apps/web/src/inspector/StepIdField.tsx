import { IdSchema } from "@worktrail/shared/segment/schema";
import { useId, useState } from "react";
import { selectSteps } from "../canvas/selection.ts";
import { renameStepId } from "../gestures/rename-id.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { Input } from "../ui/Input.tsx";
import { FieldErrors } from "./FieldErrors.tsx";
import { useDraft } from "./use-draft.ts";

/** The id by which expressions name the step. A new one is taken over when the field is left. */
export function StepIdField({ step_id }: { step_id: string }) {
  const editor = useEditor();
  const steps = useDocument(({ segment }) => segment.steps);
  const [focused, setFocused] = useState(false);
  const id = useId();
  const draft = useDraft({
    value: step_id,
    check: (text) => stepIdProblem(text, step_id, steps),
    onCommit: (to) => {
      if (!editor.commit(renameStepId(step_id, to, editor.catalog), { label: "Change step id" })) return;
      editor.select(selectSteps([to]));
      requestAnimationFrame(focusNewIdField);
    },
    onLeave: () => setFocused(false),
  });
  return (
    <div data-field-path="/step_id" className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="w-8 shrink-0 text-muted text-xs">
          Id
        </label>
        <Input
          id={id}
          {...draft.control}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          aria-invalid={draft.problem !== null || undefined}
          className="h-7 font-mono text-xs"
          onFocus={() => setFocused(true)}
        />
      </div>
      <div id={`${id}-hint`} className="pl-10">
        <FieldErrors messages={draft.problem === null ? [] : [draft.problem]} />
        {focused && draft.problem === null && (
          <p className="text-muted text-xs">
            Expressions read this step as steps.{draft.text}. They follow when the id changes.
          </p>
        )}
      </div>
    </div>
  );
}

/** The inspector of the renamed step is a new one: whoever was in this field goes on in its field. */
function focusNewIdField(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLInputElement>('[data-field-path="/step_id"] input')?.focus();
}

/** Why a step cannot have this id, or null where it can. */
export function stepIdProblem(
  to: string,
  from: string,
  steps: readonly { step_id: string }[],
): string | null {
  const parsed = IdSchema.safeParse(to);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This is not an id.";
  const isTaken = to !== from && steps.some((step) => step.step_id === to);
  return isTaken ? "Another step has this id. Choose a different one." : null;
}
