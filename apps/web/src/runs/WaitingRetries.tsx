import type { RunState } from "@worktrail/shared/run/state";
import { RotateCw } from "lucide-react";
import { stepName } from "../canvas/step-look.ts";
import { Button } from "../ui/Button.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { useRun } from "./run-context.tsx";
import { Section } from "./Section.tsx";

/** The steps that failed and are tried again in a while. */
export function WaitingRetries({ state }: { state: RunState }) {
  const { graph, reveal } = useRun();
  const waiting = [...graph.steps.values()].flatMap(({ step, contract }) => {
    const own = state.steps[step.step_id];
    if (own?.status !== "retrying" || own.retry_at === null) return [];
    const { attempts, retry_at } = own;
    return [{ step_id: step.step_id, name: stepName(step, contract), next: attempts + 1, retry_at }];
  });
  if (waiting.length === 0) return null;
  return (
    <Section title="Tries again">
      {waiting.map(({ step_id, name, next, retry_at }) => (
        <div
          key={step_id}
          className="flex items-center gap-2 rounded-md border border-line bg-status-retrying/10 p-2 text-sm"
        >
          <RotateCw aria-hidden className="size-4 shrink-0 text-status-retrying" />
          <span className="wrap-anywhere min-w-0 flex-1">
            {name}: attempt {next} <Countdown until={retry_at} />
          </span>
          <Button size="sm" aria-label={`Show ${name}`} onClick={() => reveal(step_id)}>
            Show
          </Button>
        </div>
      ))}
    </Section>
  );
}
