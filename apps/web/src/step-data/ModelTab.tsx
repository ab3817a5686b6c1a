import type { RunState, StepState } from "@worktrail/shared/run/state";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { describeError } from "../api/errors.ts";
import { MaybeStored } from "../runs/MaybeStored.tsx";
import { Section } from "../runs/Section.tsx";
import type { StepSignals } from "../store/run.ts";
import { Button } from "../ui/Button.tsx";
import { formatBytes } from "../ui/format-bytes.ts";
import { ModelCallFacts } from "./ModelCallFacts.tsx";
import { PromptMessage } from "./PromptMessage.tsx";
import { type PromptReading, promptOf } from "./prompt-of.ts";
import type { StepAttempt } from "./step-attempts.ts";
import { useResolvedConfig } from "./use-resolved-config.ts";

export type ModelTabProps = {
  step: GraphStep;
  state: RunState;
  own: StepState;
  attempt: StepAttempt;
  isLast: boolean;
  signals: StepSignals | undefined;
};

/** What a model was asked in an attempt, what it answered, and what that took. */
export function ModelTab(props: ModelTabProps) {
  const { step, state, own, attempt, isLast, signals } = props;
  const { calls } = attempt;
  const streamed = isLast && signals?.attempt === attempt.attempt ? signals.text : "";
  return (
    <>
      <Prompt
        key={`${attempt.attempt} ${attempt.started_at}`}
        step={step}
        state={state}
        now={attempt.started_at}
      />
      {calls.map((call, index) => (
        <Section key={call.seq} title={calls.length === 1 ? "Model call" : `Model call ${index + 1}`}>
          <ModelCallFacts call={call} />
          <Answer {...props} isFinal={index === calls.length - 1} />
        </Section>
      ))}
      {calls.length === 0 && (
        <p className="text-muted text-sm">
          {own.status === "running" && isLast
            ? "The model has not finished its answer."
            : "No model answered."}
        </p>
      )}
      {streamed !== "" && attempt.ended === null && (
        <Section title="Answer so far">
          <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken p-2 text-sm">
            {streamed}
          </p>
        </Section>
      )}
    </>
  );
}

function Answer({ step, own, attempt, isLast, isFinal }: ModelTabProps & { isFinal: boolean }) {
  const refused = attempt.error?.details?.answer;
  if (!isFinal) {
    return (
      <p className="text-muted text-xs">
        This answer did not fit the answer schema. It was sent back to the model once, with what was wrong;
        its text is not kept.
      </p>
    );
  }
  if (typeof refused === "string") {
    return <MaybeStored value={refused} label="Answer that does not fit" />;
  }
  const value = own.outputs?.output;
  if (!isLast || attempt.ended !== "completed" || value === undefined) return null;
  const stored = own.stored?.filter(({ path }) => path === "/outputs/output");
  return (
    <>
      <p className="text-muted text-xs">The answer, which is the step's output:</p>
      <MaybeStored
        value={value}
        stored={stored}
        label="Answer of the model"
        root={`steps.${step.step.step_id}.output`}
      />
    </>
  );
}

function Prompt({ step, state, now }: { step: GraphStep; state: RunState; now: string }) {
  const resolving = useResolvedConfig(step, state, now);
  const { loaded } = resolving;
  const reading: PromptReading = promptOf(step, resolving.state, resolving.resolved);
  const missing = reading.kind === "needs" ? reading.stored : [];
  return (
    <Section title="Prompt">
      <p className="text-muted text-xs">
        Computed from the config in the same way as the step does it; runs keep no copy of their prompts.
      </p>
      {reading.kind === "messages" &&
        reading.messages.map((message) => <PromptMessage key={message.role} message={message} />)}
      {reading.kind === "failed" && <p className="text-danger-text text-xs">{reading.message}</p>}
      {missing.length > 0 && (
        <Button
          size="sm"
          className="self-start"
          loading={loaded.loading}
          onClick={() => loaded.load(missing)}
        >
          Load {formatBytes(missing.reduce((sum, { bytes }) => sum + bytes, 0))} to compute it
        </Button>
      )}
      {loaded.error && (
        <p role="alert" className="text-danger-text text-xs">
          {describeError(loaded.error).message}
        </p>
      )}
    </Section>
  );
}
