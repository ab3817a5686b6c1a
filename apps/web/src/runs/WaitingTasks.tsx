import { Hourglass } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { useRun, useRunHead } from "./run-context.tsx";
import { Section } from "./Section.tsx";

/** What the run waits for now, with the way to answer it. */
export function WaitingTasks() {
  const { store, reveal } = useRun();
  const head = useRunHead();
  const waiting = Object.entries(head?.steps ?? {}).flatMap(([step_id, { task }]) =>
    task?.status === "open" ? [{ step_id, title: task.request.title }] : [],
  );
  if (waiting.length === 0) return null;
  return (
    <Section title="Waits for a person">
      {waiting.map(({ step_id, title }) => (
        <div
          key={step_id}
          className="flex items-center gap-2 rounded-md border border-line bg-status-waiting/10 p-2 text-sm"
        >
          <Hourglass aria-hidden className="size-4 shrink-0 text-status-waiting" />
          <span id={`waiting-${step_id}`} className="wrap-anywhere min-w-0 flex-1">
            {title}
          </span>
          <Button
            size="sm"
            aria-describedby={`waiting-${step_id}`}
            onClick={() => {
              store.goTo(null);
              reveal(step_id);
            }}
          >
            Answer
          </Button>
        </div>
      ))}
    </Section>
  );
}
