import { type StepOverlay, useStepSlot } from "./step-overlay.tsx";

const SHOWN_CHARACTERS = 160;

interface StepBelowProps {
  step_id: string;
  overlay: StepOverlay;
  /** Whether what is written could be read. */
  words: boolean;
}

/** What hangs under a card while it runs: an open task, the streamed text, or the reason of a failure. */
export function StepBelow({ step_id, overlay, words }: StepBelowProps) {
  const Slot = useStepSlot();
  if (overlay.slot && Slot) {
    return (
      <div className="wt-step-slot nodrag nopan nowheel" data-step-slot={step_id}>
        <Slot step_id={step_id} />
      </div>
    );
  }
  if (!words) return null;
  if (overlay.error) return <p className="wt-step-strip text-danger-text">{overlay.error}</p>;
  if (!overlay.text) return null;
  const cut = overlay.text.length > SHOWN_CHARACTERS;
  return (
    <p className="wt-step-strip" data-step-text={step_id}>
      {cut && "… "}
      {overlay.text.slice(-SHOWN_CHARACTERS)}
    </p>
  );
}
