import { typeName } from "@worktrail/shared/segment/port-type";
import type { DataType, Port, Step } from "@worktrail/shared/segment/schema";
import type { StepContract, StepPorts } from "@worktrail/shared/step/define-step";
import { memo, useId } from "react";
import { setStepField } from "../gestures/set-step-field.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Select } from "../ui/Select.tsx";
import { FieldErrors } from "./FieldErrors.tsx";
import { narrowerTypes, narrowPort } from "./narrow-port.ts";
import { type LocalProblem, messagesAt } from "./problems-at.ts";
import { Section } from "./Section.tsx";
import { useStable } from "./use-stable.ts";

interface PortsSectionProps {
  step: Step;
  contract: StepContract;
  problems: readonly LocalProblem[];
}

/** What comes in and goes out; a type can be made narrower, which is checked before and during a run. */
export function PortsSection({ step, contract, problems }: PortsSectionProps) {
  const own = useStable(contract.ports(step.config ?? {}));
  const { step_id, inputs, outputs, on_error } = step;
  return <Ports {...{ step_id, inputs, outputs, on_error, own, problems }} />;
}

interface PortsProps extends Pick<Step, "step_id" | "inputs" | "outputs" | "on_error"> {
  own: StepPorts;
  problems: readonly LocalProblem[];
}

const Ports = memo(function Ports(props: PortsProps) {
  const editor = useEditor();
  const { step_id, own, on_error, problems } = props;
  const narrow = (side: "inputs" | "outputs", port: Port, type: DataType) =>
    editor.commit(setStepField(step_id, side, narrowPort(props[side], port, type)), {
      label: `Change type of port ${port.port_id}`,
    });
  const summary = `${own.inputs.length} in · ${own.outputs.length + (on_error === "route" ? 1 : 0)} out`;
  return (
    <Section title="Ports" summary={summary}>
      {(["inputs", "outputs"] as const).map((side) => (
        <div key={side} data-field-path={`/${side}`} className="flex flex-col gap-1.5">
          <h4 className="font-medium text-muted text-xs">{side === "inputs" ? "Inputs" : "Outputs"}</h4>
          {own[side].map((port) => (
            <PortRow
              key={port.port_id}
              port={port}
              declared={props[side]?.find((candidate) => candidate.port_id === port.port_id)}
              onNarrow={(type) => narrow(side, port, type)}
            />
          ))}
          {side === "outputs" && on_error === "route" && (
            <p className="flex items-center gap-2 text-xs">
              <code className="font-mono">error</code>
              <span className="text-muted">What went wrong, when the step fails</span>
            </p>
          )}
          <FieldErrors messages={messagesAt(problems, `/${side}`)} />
        </div>
      ))}
    </Section>
  );
});

interface PortRowProps {
  port: Port;
  declared: Port | undefined;
  onNarrow: (type: DataType) => void;
}

function PortRow({ port, declared, onNarrow }: PortRowProps) {
  const id = useId();
  const options = narrowerTypes(port.data_type).map((type) => ({ value: type, label: type }));
  const type = declared?.data_type ?? port.data_type;
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block truncate font-mono text-xs">
          {port.port_id}
          <span className="sr-only">: type</span>
        </label>
        {port.description && <p className="text-muted text-xs">{port.description}</p>}
      </div>
      {options.length === 1 ? (
        <span id={id} title={typeName(type)} className="w-28 shrink-0 px-2.5 text-muted text-sm">
          {type}
        </span>
      ) : (
        <Select id={id} value={type} options={options} onValueChange={onNarrow} className="w-28 shrink-0" />
      )}
    </div>
  );
}
