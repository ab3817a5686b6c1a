import type { StepContract } from "@worktrail/shared/step/define-step";
import { ArrowRightToLine, Copy, Ellipsis, Pin, Play, Replace, Trash2 } from "lucide-react";
import { memo } from "react";
import { askAgain } from "../again/again-view.ts";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { selectSteps } from "../canvas/selection.ts";
import { stepCategory, stepIcon, stepName } from "../canvas/step-look.ts";
import { insertAt } from "../clipboard/use-insert.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import { renameStep } from "../gestures/rename.ts";
import { openPickerToReplace } from "../picker/open-picker.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import { CategoryIcon } from "../ui/CategoryIcon.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { DraftInput } from "./DraftInput.tsx";
import { StepDocs } from "./StepDocs.tsx";
import { StepIdField } from "./StepIdField.tsx";

const DUPLICATE_BY = { x: 40, y: 40 };

interface StepHeaderProps {
  step_id: string;
  step_type: string;
  name: string | undefined;
  contract: StepContract | null;
}

/** Which step this is: icon, name, type, id, and what can be done with it as a whole. */
export const StepHeader = memo(function StepHeader({ step_id, step_type, name, contract }: StepHeaderProps) {
  const editor = useEditor();
  const Icon = stepIcon(step_type);
  const type = contract?.display_name ?? step_type;
  return (
    <header className="flex flex-col gap-2 px-3 pt-3 pb-3">
      <div className="flex items-center gap-2">
        <CategoryIcon category={stepCategory(contract)}>
          <Icon />
        </CategoryIcon>
        <div className="min-w-0 flex-1">
          <h2 className="sr-only">Step {stepName({ step_id, name }, contract)}</h2>
          <div data-field-path="/name">
            <DraftInput
              aria-label="Name of the step"
              value={name ?? ""}
              placeholder={type}
              maxLength={200}
              spellCheck
              className="h-6 border-transparent bg-transparent px-1 font-semibold text-base hover:border-line focus-visible:bg-raised"
              live
              onCommit={(text) =>
                editor.commit(renameStep(step_id, text), {
                  label: "Rename step",
                  merge_key: `name:${step_id}`,
                })
              }
              onLeave={editor.seal}
            />
          </div>
          <p className="truncate px-1 text-muted text-xs">{contract ? type : `Unknown type ${type}`}</p>
        </div>
        <div className="flex shrink-0 self-start">
          {contract && <StepDocs name={type} docs={contract.docs} />}
          <StepMenu editor={editor} step_id={step_id} />
        </div>
      </div>
      <StepIdField step_id={step_id} />
    </header>
  );
});

function StepMenu({ editor, step_id }: { editor: Editor; step_id: string }) {
  const duplicate = () => {
    const fragment = fragmentOf(editor.segment, { ...selectSteps([step_id]) }, editor.placeOf);
    insertAt(editor, fragment, DUPLICATE_BY, "Duplicate");
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="More about this step" size="sm">
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="end"
        onCloseAutoFocus={(event) => {
          // The picker on the canvas has taken the focus.
          if (editor.session.getState().picker) event.preventDefault();
        }}
      >
        <DropdownMenuItem keys={["alt", "enter"]} onSelect={() => askAgain("step", step_id)}>
          <Play /> Run this step alone…
        </DropdownMenuItem>
        <DropdownMenuItem keys={["mod", "shift", "enter"]} onSelect={() => askAgain("until", step_id)}>
          <ArrowRightToLine /> Run until here…
        </DropdownMenuItem>
        <DropdownMenuItem keys={["P"]} onSelect={() => askAgain("pin", step_id)}>
          <Pin /> Pin the output…
        </DropdownMenuItem>
        <DropdownMenuItem keys={["R"]} onSelect={() => openPickerToReplace(editor, step_id)}>
          <Replace /> Replace the type…
        </DropdownMenuItem>
        <DropdownMenuItem keys={["mod", "D"]} onSelect={duplicate}>
          <Copy /> Duplicate
        </DropdownMenuItem>
        <DropdownMenuItem
          danger
          keys={["Del"]}
          onSelect={() => removeFromCanvas(editor, selectSteps([step_id]), "Delete step")}
        >
          <Trash2 /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
