import type { Point } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import type { ReactFlowInstance } from "@xyflow/react";
import type { Editor } from "../store/editor.ts";

/** What the commands of the editor work on. */
export type CommandContext = {
  readonly editor: Editor;
  readonly flow: ReactFlowInstance;
  readonly fit: { fitAll: () => void; fitSteps: (step_ids: Iterable<string>) => void };
  readonly centre: (step_ids: readonly string[]) => void;
  readonly addStep: (contract: StepContract, at?: Point) => string;
  readonly addNote: (at?: Point) => void;
  /** Takes in text as if it had been pasted. */
  readonly paste: (text: string) => void;
  /** Goes to the next or the previous match of what is looked for. */
  readonly walkMatches: (by: 1 | -1) => void;
  readonly tidyUp: () => Promise<void>;
  readonly run: () => void;
  readonly pickFile: () => void;
  readonly togglePalette: () => void;
  readonly toggleInspector: () => void;
};
