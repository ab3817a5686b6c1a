import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Theirs } from "../store/autosave.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

export interface ConflictDialogProps {
  autosaver: Autosaver;
  onLoadTheirs: () => Promise<void>;
  onKeepCopy: () => Promise<void>;
}

/** Someone else saved while this page was open: nothing is overwritten before a person has chosen. */
export function ConflictDialog({ autosaver, onLoadTheirs, onKeepCopy }: ConflictDialogProps) {
  const phase = useStore(autosaver.state, (state) => state.phase);
  const [busy, setBusy] = useState(false);
  const editor = useEditor();
  const putOff = useSession((state) => state.conflict_put_off);
  const conflict = phase.name === "conflict";
  useEffect(() => {
    if (!conflict) editor.session.setState({ conflict_put_off: false });
  }, [conflict, editor]);
  if (!conflict) return null;
  const act = (work: () => Promise<void>) => {
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  return (
    <Dialog
      open={!putOff}
      onOpenChange={(open) => editor.session.setState({ conflict_put_off: !open })}
      title="This segment was changed elsewhere"
      description="Your edits are safe in this browser. Choose how to go on; until then nothing is saved."
      size="md"
      footer={
        <>
          <Button disabled={busy} onClick={() => act(onLoadTheirs)}>
            Load theirs
          </Button>
          <Button disabled={busy} onClick={autosaver.overwrite}>
            Overwrite theirs
          </Button>
          {/* Enter must not drop edits: focus begins at the harmless choice. */}
          <Button autoFocus variant="primary" loading={busy} onClick={() => act(onKeepCopy)}>
            Keep mine as a copy
          </Button>
        </>
      }
    >
      <Who theirs={phase.theirs} />
      <ul className="mt-3 flex flex-col gap-1 text-muted text-sm">
        <li>Load theirs: your edits since then are dropped.</li>
        <li>Overwrite theirs: their version stays in the history of the segment.</li>
        <li>Keep mine as a copy: your edits become a new segment, theirs stays as it is.</li>
      </ul>
    </Dialog>
  );
}

function Who({ theirs }: { theirs: Theirs }) {
  return (
    <p className="text-sm">
      {theirs.updated_by ?? "Someone"} saved revision {theirs.revision}
      {theirs.updated_at && (
        <>
          {" "}
          <RelativeTime value={theirs.updated_at} />
        </>
      )}
      .
    </p>
  );
}
