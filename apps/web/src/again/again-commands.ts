// Parts of the drawing that are run for themselves, and outputs that are kept while drawing.
import { stepName } from "../canvas/step-look.ts";
import type { Command } from "../commands/command.ts";
import type { CommandContext } from "../commands/command-context.ts";
import type { Editor } from "../store/editor.ts";
import { askAgain } from "./again-view.ts";
import { pinsOf } from "./pins.ts";

function onlyStep(editor: Editor) {
  const { steps } = editor.session.getState().selection;
  const [step_id] = steps;
  return steps.size === 1 && step_id !== undefined ? (editor.graph.steps.get(step_id) ?? null) : null;
}

const SELECT_ONE = "Select one step first.";

const needsStep = ({ editor }: CommandContext) => (onlyStep(editor) ? null : SELECT_ONE);

function needsStepThatRuns({ editor }: CommandContext): string | null {
  const step = onlyStep(editor);
  if (!step) return SELECT_ONE;
  return step.step.disabled ? "This step is disabled. Enable it to run it." : null;
}

function needsPin({ editor }: CommandContext): string | null {
  const step = onlyStep(editor);
  if (!step) return SELECT_ONE;
  return pinsOf(editor).of(step.step.step_id) === null ? "Nothing is pinned to this step." : null;
}

const ask =
  (what: Parameters<typeof askAgain>[0]) =>
  ({ editor }: CommandContext) => {
    const step = onlyStep(editor);
    if (step) askAgain(what, step.step.step_id);
  };

export function unpin(editor: Editor, step_id: string): void {
  pinsOf(editor).unpin(step_id);
  const step = editor.graph.steps.get(step_id);
  if (step) editor.announce(`${stepName(step.step, step.contract)} is not pinned any more.`);
}

export const againCommands: readonly Command<CommandContext>[] = [
  {
    id: "run_step",
    title: "Run this step alone…",
    section: "Segment",
    words: "execute test single one node input try",
    keys: ["alt+enter"],
    unavailable: needsStepThatRuns,
    run: ask("step"),
  },
  {
    id: "run_until_here",
    title: "Run until here…",
    section: "Segment",
    words: "execute partial up to this step before",
    keys: ["mod+shift+enter"],
    unavailable: needsStepThatRuns,
    run: ask("until"),
  },
  {
    id: "pin_output",
    title: "Pin the output…",
    section: "Edit",
    words: "freeze keep mock data fixed value edit",
    keys: ["p"],
    unavailable: needsStep,
    run: ask("pin"),
  },
  {
    id: "unpin_output",
    title: "Unpin the output",
    section: "Edit",
    words: "remove pin execute again",
    unavailable: needsPin,
    run: ({ editor }) => {
      const step = onlyStep(editor);
      if (step) unpin(editor, step.step.step_id);
    },
  },
];
