import type { TaskAction, TaskRequest } from "@worktrail/shared/step/handler";
import { Check, X } from "lucide-react";
import { useId, useRef } from "react";
import { useCutOff } from "../live/use-cut-off.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Textarea } from "../ui/Textarea.tsx";
import { hasFields } from "./answer.ts";
import { TaskForm } from "./TaskForm.tsx";
import { useTaskAnswer } from "./use-task-answer.ts";

export type AnswerableTask = Pick<TaskRequest, "task_type" | "title" | "actions" | "form_schema" | "data"> & {
  task_id: string;
  /** Why this person cannot answer, as a sentence; null or left out where they can or it is not known yet. */
  refusal?: string | null;
};

export interface TaskAnswerProps {
  task: AnswerableTask;
  /** `compact` on a node: no comment box, small buttons. */
  compact?: boolean;
  onAnswered?: () => void;
}

/** The form and the buttons of an open task; the same on the node, in the run's side panel and in the inbox. */
export function TaskAnswer({ task, compact = false, onAnswered }: TaskAnswerProps) {
  const whole = useRef<HTMLDivElement>(null);
  const words = useId();
  const answer = useTaskAnswer(task, onAnswered);
  const offline = useCutOff() !== null;
  const refusal = task.refusal ?? null;
  const said = offline
    ? "The connection to the server is lost. If your answer does not get through, it says so here."
    : refusal;
  const off = refusal !== null || answer.pending !== null || answer.answered;
  return (
    <div ref={whole} className="flex flex-col gap-3">
      {hasFields(task.form_schema) && (
        <TaskForm
          schema={task.form_schema}
          values={answer.values}
          onChange={answer.setValues}
          errors={answer.errors}
          disabled={off}
        />
      )}
      {!compact && (
        <Field label="Comment" hint="Kept with the decision; later steps can read it.">
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={5000}
              disabled={off}
              value={answer.comment}
              onChange={({ target }) => answer.setComment(target.value)}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        {task.actions.map((action) => (
          <AnswerButton
            key={action.action}
            action={action}
            compact={compact}
            disabled={off}
            describedBy={words}
            loading={answer.pending === action.action}
            onClick={() => {
              answer.send(action.action);
              requestAnimationFrame(() => focusFirstProblem(whole.current));
            }}
          />
        ))}
      </div>
      <p id={words} role="status" className="text-muted text-xs empty:hidden">
        {answer.answered ? "Answered. The run goes on." : said}
      </p>
      {answer.failure && (
        <p role="alert" className="text-danger-text text-xs">
          {answer.failure}
        </p>
      )}
    </div>
  );
}

/** What has to be filled in may be out of sight, far above the button. */
function focusFirstProblem(whole: HTMLElement | null): void {
  whole?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

interface AnswerButtonProps {
  action: TaskAction;
  compact: boolean;
  disabled: boolean;
  loading: boolean;
  describedBy: string;
  onClick: () => void;
}

const variants = { primary: "primary", danger: "danger", neutral: "secondary" } as const;

/**
 * The same element for as long as the task is open, and not switched off by a connection that comes and goes:
 * a button that is made anew or switched off between press and release loses the click.
 */
function AnswerButton({ action, compact, disabled, loading, describedBy, onClick }: AnswerButtonProps) {
  const begunHere = useRef(false);
  return (
    <Button
      size={compact ? "sm" : "md"}
      variant={variants[action.style]}
      disabled={disabled}
      loading={loading}
      aria-describedby={describedBy}
      onMouseDown={({ detail }) => {
        if (detail < 2) begunHere.current = true;
      }}
      // The second click of a double click may belong to the task that was there before.
      onClick={({ detail }) => {
        if (detail < 2 || begunHere.current) onClick();
      }}
    >
      {action.action === "approved" && <Check aria-hidden />}
      {action.action === "rejected" && <X aria-hidden />}
      {action.label}
    </Button>
  );
}
