import { useMemo, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { count } from "../ui/json-preview.ts";
import { Loading } from "../ui/Loading.tsx";
import { Select } from "../ui/Select.tsx";
import { EventList } from "./EventList.tsx";
import { ALL, EventIndex, EventTypes } from "./event-index.ts";
import { useAwaitsJournal, useRun, useRunStore } from "./run-context.tsx";

/** The journal of the run, as it is written. */
export function EventsPanel() {
  const { graph } = useRun();
  const events = useRunStore((state) => state.events);
  const waits = useAwaitsJournal();
  const [step, setStep] = useState(ALL);
  const [type, setType] = useState(ALL);
  const [all] = useState(() => new EventTypes());
  const types = all.extend(events);
  const index = useMemo(() => new EventIndex({ step, type }), [step, type]);
  const shown = index.extend(events);
  const steps = useMemo(
    () =>
      [...graph.steps.values()].map((one) => ({
        value: one.step.step_id,
        label: stepName(one.step, one.contract),
      })),
    [graph],
  );
  return (
    <section aria-label="Events" className="flex size-full min-h-0 flex-col bg-raised">
      <div className="flex h-9 shrink-0 items-center gap-1 border-line border-b pr-1.5 pl-3">
        <p className="min-w-0 flex-1 truncate text-muted text-xs">{waits ? "" : count(shown, "event")}</p>
        <Select
          aria-label="Events of step"
          className="h-7 w-28 text-xs md:w-36"
          value={step}
          onValueChange={setStep}
          options={[{ value: ALL, label: "All steps" }, ...steps]}
        />
        <Select
          aria-label="Events of type"
          className="h-7 w-28 text-xs md:w-36"
          value={type}
          onValueChange={setType}
          options={[{ value: ALL, label: "All types" }, ...types.map((value) => ({ value, label: value }))]}
        />
      </div>
      {waits ? (
        <Loading label="Reading the journal…" />
      ) : (
        <EventList key={`${step} ${type}`} index={index} length={shown} />
      )}
    </section>
  );
}
