import { Pin } from "lucide-react";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { unpin } from "./again-commands.ts";
import { askAgain } from "./again-view.ts";
import { usePin } from "./pins.ts";

/** Says of a step that runs from here do not execute it. */
export function PinnedNote({ step_id }: { step_id: string }) {
  const editor = useEditor();
  if (usePin(step_id) === null) return null;
  return (
    <div className="mx-3 mb-3 flex flex-col gap-2 rounded-md border border-line p-2 text-sm">
      <p className="flex gap-2">
        <Pin aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent-text" />
        <span>Pinned: runs that you start here give the pinned value and do not execute this step.</span>
      </p>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => askAgain("pin", step_id)}>
          Change the pinned value…
        </Button>
        <Button size="sm" onClick={() => unpin(editor, step_id)}>
          Unpin
        </Button>
      </div>
    </div>
  );
}
