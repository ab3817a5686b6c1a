import { stepInputs } from "@worktrail/shared/run/flow";
import type { RunState, StepState } from "@worktrail/shared/run/state";
import { storedInputs, storedOutputs } from "@worktrail/shared/run/stored-values";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { PortValues } from "../runs/PortValues.tsx";
import { RunErrorView } from "../runs/RunErrorView.tsx";
import { Section } from "../runs/Section.tsx";
import type { StepSignals } from "../store/run.ts";
import type { StepAttempt } from "./step-attempts.ts";

export type DataTabProps = {
  step: GraphStep;
  state: RunState | null;
  own: StepState;
  /** Null before the first attempt, and for a step that was skipped or taken over. */
  attempt: StepAttempt | null;
  /** Whether the newest attempt is looked at: the outcome of the step is its own. */
  isLast: boolean;
  signals: StepSignals | undefined;
};

/** What went in, what came out, and why it failed. */
export function DataTab({ step, state, own, attempt, isLast, signals }: DataTabProps) {
  const { step_id } = step.step;
  const error = isLast ? (own.error ?? attempt?.error ?? null) : (attempt?.error ?? null);
  const begun = own.attempts > 0 || own.outputs !== null;
  return (
    <>
      {error && (
        <Section title="Error">
          <RunErrorView error={error} />
        </Section>
      )}
      {isLast && signals && signals.text !== "" && (
        <Section title={own.status === "running" ? "Answer so far" : "Streamed answer"}>
          <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken p-2 text-sm">
            {signals.text}
          </p>
        </Section>
      )}
      {state && begun && (
        <Section title="Inputs">
          <PortValues
            values={stepInputs(step, state)}
            stored={storedInputs(step, state)}
            of="Input"
            root="inputs"
            none="Nothing came in."
          />
        </Section>
      )}
      {isLast && own.outputs && (
        <Section title="Outputs">
          <PortValues
            values={own.outputs}
            stored={storedOutputs(own.stored)}
            of="Output"
            root={`steps.${step_id}`}
            none="Nothing came out."
          />
        </Section>
      )}
      {!isLast && <p className="text-muted text-sm">This attempt brought no outputs.</p>}
      {!begun && !error && <p className="text-muted text-sm">Nothing has arrived at this step.</p>}
    </>
  );
}
