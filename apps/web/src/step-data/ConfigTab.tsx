import type { RunState } from "@worktrail/shared/run/state";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { Section } from "../runs/Section.tsx";
import { Button } from "../ui/Button.tsx";
import { JsonView } from "../ui/JsonView.tsx";
import { ResolvedExpressionView } from "./ResolvedExpressionView.tsx";
import type { StepAttempt } from "./step-attempts.ts";
import { useResolvedConfig } from "./use-resolved-config.ts";

/** The config as it is written, and what an attempt made of it. */
export function ConfigTab({
  step,
  state,
  attempt,
}: {
  step: GraphStep;
  state: RunState | null;
  attempt: StepAttempt | null;
}) {
  if (!state || !attempt) {
    return (
      <Section title="Config">
        <p className="text-muted text-xs">
          As it is written; its templates are filled in when an attempt of the step begins.
        </p>
        <JsonView value={step.step.config ?? {}} label="Config of the step" />
      </Section>
    );
  }
  const key = `${attempt.attempt} ${attempt.started_at}`;
  return <AttemptConfig key={key} step={step} state={state} now={attempt.started_at} />;
}

function AttemptConfig({ step, state, now }: { step: GraphStep; state: RunState; now: string }) {
  const resolving = useResolvedConfig(step, state, now);
  const { resolved, loaded, costly, computeAll } = resolving;
  const { expressions, config } = resolved;
  const namesSecrets = expressions.some(({ secrets }) => secrets.length > 0);
  return (
    <>
      {expressions.length > 0 && (
        <Section title="Templates">
          <p className="text-muted text-xs">
            Computed here from what the run has recorded, as the step did.
            {namesSecrets && " Secrets stay on the server: dots stand for them."}
          </p>
          {expressions.map((expression) => (
            <ResolvedExpressionView key={expression.path} expression={expression} loaded={loaded} />
          ))}
          {costly && (
            <Button size="sm" className="self-start" onClick={computeAll}>
              Compute what takes longer
            </Button>
          )}
        </Section>
      )}
      <Section title="Config">
        {expressions.length > 0 && config === null && (
          <p className="text-muted text-xs">As it is written, since not every template has a value here.</p>
        )}
        <JsonView value={config ?? step.step.config ?? {}} label="Config of the step" />
      </Section>
    </>
  );
}
