import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { count } from "../ui/json-preview.ts";
import { Panel } from "../ui/Panel.tsx";
import { Select } from "../ui/Select.tsx";
import { EventList } from "./EventList.tsx";
import { useRun, useRunStore } from "./run-context.tsx";

const ALL = "all";

/** The journal of the run, as it is written. */
export function EventsPanel({ onFold, takesFocus }: { onFold?: () => void; takesFocus?: boolean }) {
  const { graph } = useRun();
  const log = useRunStore((state) => state.events);
  const events = useMemo(() => log.slice(0), [log]);
  const [step, setStep] = useState(ALL);
  const [type, setType] = useState(ALL);
  const steps = useMemo(
    () =>
      [...graph.steps.values()].map((one) => ({
        value: one.step.step_id,
        label: stepName(one.step, one.contract),
      })),
    [graph],
  );
  const types = useMemo(() => [...new Set(events.map(({ event_type }) => event_type))].sort(), [events]);
  const shown = useMemo(
    () =>
      events.filter(
        (event) => (step === ALL || stepOf(event) === step) && (type === ALL || event.event_type === type),
      ),
    [events, step, type],
  );
  return (
    <Panel
      title={
        <span className="flex items-center gap-2">
          Events <span className="font-normal text-muted text-xs">{count(shown.length, "event")}</span>
        </span>
      }
      label="Events"
      actions={
        <>
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
          {onFold && (
            <IconButton
              label="Fold the events"
              size="sm"
              onClick={onFold}
              ref={takesFocus ? focusOn : undefined}
            >
              <ChevronDown />
            </IconButton>
          )}
        </>
      }
    >
      <EventList events={shown} />
    </Panel>
  );
}

/** For what replaces the control that was just pressed. */
export function focusOn(element: HTMLElement | null): void {
  element?.focus();
}

export function stepOf(event: WorktrailEvent): string | null {
  return "step_id" in event && event.step_id !== undefined ? event.step_id : null;
}
