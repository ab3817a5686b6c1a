import { useCanvas } from "./canvas-context.tsx";
import { InPlaceInput } from "./InPlaceInput.tsx";

export interface StepNameInputProps {
  step_id: string;
  name: string;
  placeholder: string;
  onDone: () => void;
}

export function StepNameInput({ step_id, name, placeholder, onDone }: StepNameInputProps) {
  const { actions } = useCanvas();
  return (
    <InPlaceInput
      label="Name of the step"
      value={name}
      placeholder={placeholder}
      className="wt-step-name-input"
      within="[data-step-id]"
      onKeep={(value) => actions?.rename(step_id, value)}
      onDone={onDone}
    />
  );
}
