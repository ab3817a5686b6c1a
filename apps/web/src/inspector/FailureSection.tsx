import { ON_ERROR, type RetryPolicy, type Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { memo } from "react";
import { setStepField } from "../gestures/set-step-field.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { DurationField } from "./DurationField.tsx";
import { durationText } from "./duration-text.ts";
import { FieldErrors } from "./FieldErrors.tsx";
import { type LocalProblem, messagesAt } from "./problems-at.ts";
import { RepeatableField } from "./RepeatableField.tsx";
import { RetryFields } from "./RetryFields.tsx";
import { Section } from "./Section.tsx";

type OnError = (typeof ON_ERROR)[number];

const WORDS: Readonly<Record<OnError, { label: string; explanation: string }>> = {
  fail: { label: "Fail", explanation: "The run fails with this step." },
  continue: { label: "Continue", explanation: "The run goes on; every output of this step is null." },
  route: {
    label: "Route",
    explanation: "The run goes on through the error port, which carries what went wrong.",
  },
};

interface FailureSectionProps
  extends Pick<Step, "step_id" | "on_error" | "retry" | "timeout_seconds" | "repeatable"> {
  contract: StepContract;
  problems: readonly LocalProblem[];
}

/** What happens when the step fails or takes too long. */
export const FailureSection = memo(function FailureSection(props: FailureSectionProps) {
  const editor = useEditor();
  const defaultRetries = useDocument(({ segment }) => segment.params?.max_retries ?? 0);
  const { step_id, on_error = "fail", retry, timeout_seconds, repeatable, contract, problems } = props;
  const setRetry = (next: RetryPolicy | undefined, field: string) =>
    editor.commit(setStepField(step_id, "retry", next), {
      label: "Change retries",
      merge_key: `retry:${step_id}:${field}`,
    });
  return (
    <Section title="Errors and time" summary={summaryOf(props)}>
      <div data-field-path="/on_error" className="flex flex-col gap-1.5">
        <span aria-hidden className="font-medium text-xs">
          When it fails
        </span>
        <ToggleGroup
          label="When it fails"
          value={on_error}
          options={ON_ERROR.map((value) => ({ value, label: WORDS[value].label }))}
          className="flex"
          onValueChange={(value) =>
            editor.commit(setStepField(step_id, "on_error", value === "fail" ? undefined : value), {
              label: "Change what an error does",
            })
          }
        />
        <p className="text-muted text-xs">{WORDS[on_error].explanation}</p>
        <FieldErrors messages={messagesAt(problems, "/on_error")} />
      </div>
      {(contract.supports_retry || retry !== undefined) && (
        <RetryFields
          retry={retry}
          defaultAttempts={1 + defaultRetries}
          problems={problems}
          onChange={setRetry}
          onLeave={editor.seal}
        />
      )}
      {(contract.supports_timeout || timeout_seconds !== undefined) && (
        <DurationField
          label="Time limit"
          hint="Such as 30 s or 5 min. An attempt that takes longer is stopped; left out, there is no limit."
          unit="seconds"
          path="/timeout_seconds"
          value={timeout_seconds}
          bounds={{ min: 1, max: 31_536_000, integer: true }}
          placeholder="none"
          messages={messagesAt(problems, "/timeout_seconds")}
          onCommit={(value) =>
            editor.commit(setStepField(step_id, "timeout_seconds", value), {
              label: "Change time limit",
              merge_key: `timeout:${step_id}`,
            })
          }
          onLeave={editor.seal}
        />
      )}
      {(contract.effect === "external" || repeatable !== undefined) && (
        <RepeatableField
          repeatable={repeatable ?? true}
          onChange={(next) =>
            editor.commit(setStepField(step_id, "repeatable", next ? undefined : false), {
              label: next ? "Make repeatable" : "Make not repeatable",
            })
          }
        />
      )}
    </Section>
  );
});

function summaryOf({ retry, timeout_seconds, on_error, repeatable }: FailureSectionProps): string {
  const parts = [
    retry && `${retry.max_attempts} attempt${retry.max_attempts === 1 ? "" : "s"}`,
    timeout_seconds !== undefined && durationText(timeout_seconds, "seconds"),
    on_error && on_error !== "fail" && WORDS[on_error].label.toLowerCase(),
    repeatable === false && "not repeatable",
  ].filter(Boolean);
  return parts.join(" · ") || "Defaults";
}
