import { useNavigate } from "@tanstack/react-router";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";

/** The segment was deleted elsewhere while it was edited here: nothing of it is gone before a person says so. */
export function DeletedDialog({ autosaver }: { autosaver: Autosaver }) {
  const editor = useEditor();
  const navigate = useNavigate();
  return (
    <Dialog
      open
      onOpenChange={(open) => editor.session.setState({ conflict_put_off: !open })}
      title="This segment was deleted elsewhere"
      description="Your edits are safe in this browser. Make the segment anew with what is drawn here, or leave it deleted."
      footer={
        <>
          <Button onClick={() => void navigate({ to: "/segments" })}>Leave it deleted</Button>
          <Button autoFocus variant="primary" onClick={() => autosaver.resolve(0)}>
            Make it anew
          </Button>
        </>
      }
    />
  );
}
