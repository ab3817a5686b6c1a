import type { StepContract } from "@worktrail/shared/step/define-step";
import { toast } from "sonner";
import { replacementOf, replaceStepType } from "../gestures/replace-step-type.ts";
import { configSchema } from "../inspector/config-view.ts";
import type { Editor } from "../store/editor.ts";

/** Gives a step another type and says what had no place in it. */
export function replaceStep(editor: Editor, step_id: string, contract: StepContract): void {
  const step = editor.graph.steps.get(step_id)?.step;
  if (!step) return;
  const plan = replacementOf(editor.segment, step, contract, configSchema(contract.type_id), editor.catalog);
  const changed = editor.commit(replaceStepType(step_id, plan), {
    label: `Replace with ${contract.display_name}`,
  });
  if (!changed) return;
  editor.announce(`The step is now of type ${contract.display_name}.`);
  if (plan.lost.length === 0) return;
  const entry = editor.history.getState().past.at(-1);
  toast.info(`Now of type ${contract.display_name}`, {
    description: `It has no place for ${listed(plan.lost)}.`,
    action: {
      label: "Undo",
      onClick: () => {
        if (editor.history.getState().past.at(-1) === entry) editor.undo();
        else toast.info("Other changes came after it. Use Undo until you are back.");
      },
    },
  });
}

/** What would be lost, in a few words; null where all edges stay. Fields are not counted: they belong to the type. */
export function replaceMisfit(editor: Editor, step_id: string, contract: StepContract): string | null {
  const step = editor.graph.steps.get(step_id)?.step;
  if (!step) return null;
  const { edges } = replacementOf(editor.segment, step, contract, null, editor.catalog);
  const lost = (editor.segment.edges?.length ?? 0) - edges.length;
  if (lost === 0) return null;
  return lost === 1 ? "loses 1 connection" : `loses ${lost} connections`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
