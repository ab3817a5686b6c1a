import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Theirs } from "../store/autosave.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { ConflictSides } from "../versions/ConflictSides.tsx";
import { DeletedDialog } from "../versions/DeletedDialog.tsx";
import { type ConflictMerge, useConflictMerge } from "../versions/use-conflict-merge.ts";

export interface ConflictDialogProps {
  autosaver: Autosaver;
  onLoadTheirs: () => Promise<void>;
  onKeepCopy: () => Promise<void>;
}

/** Someone else saved while this page was open: nothing is overwritten before a person has chosen. */
export function ConflictDialog(props: ConflictDialogProps) {
  const phase = useStore(props.autosaver.state, (state) => state.phase);
  const editor = useEditor();
  const putOff = useSession((state) => state.conflict_put_off);
  const conflict = phase.name === "conflict";
  useEffect(() => {
    if (!conflict) editor.session.setState({ conflict_put_off: false });
  }, [conflict, editor]);
  if (!conflict || putOff) return null;
  if (phase.theirs.revision === 0) return <DeletedDialog autosaver={props.autosaver} />;
  return <OpenConflict key={phase.theirs.revision} {...props} theirs={phase.theirs} />;
}

function OpenConflict(props: ConflictDialogProps & { theirs: Theirs }) {
  const { autosaver, theirs, onLoadTheirs, onKeepCopy } = props;
  const editor = useEditor();
  const [busy, setBusy] = useState(false);
  const merge = useConflictMerge(autosaver, theirs.revision);
  const act = (work: () => Promise<void>) => {
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => editor.session.setState({ conflict_put_off: !open })}
      title="This segment was changed elsewhere"
      description="Your edits are safe in this browser. Choose how to go on; until then nothing is saved."
      size="lg"
      footer={
        <>
          <Button disabled={busy} onClick={() => act(onLoadTheirs)}>
            Theirs
          </Button>
          <Button disabled={busy} onClick={() => autosaver.resolve(theirs.revision)}>
            Mine
          </Button>
          {/* Enter must not drop edits: focus begins at the harmless choice. */}
          <Button autoFocus disabled={busy} onClick={() => act(onKeepCopy)}>
            Both as a copy
          </Button>
          <Button
            variant="primary"
            disabled={busy || merge?.refusal !== null}
            title={merge?.refusal ?? undefined}
            onClick={() => merge && autosaver.resolve(theirs.revision, merge.merged)}
          >
            Keep both, merged
          </Button>
        </>
      }
    >
      <Who theirs={theirs} />
      {merge && <ConflictSides merge={merge} who={theirs.updated_by ?? "They"} />}
      <WaysOut merge={merge} />
    </Dialog>
  );
}

function Who({ theirs }: { theirs: Theirs }) {
  return (
    <p className="text-sm">
      {theirs.updated_by ?? "Someone"} saved version {theirs.revision}
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

function WaysOut({ merge }: { merge: ConflictMerge | null }) {
  return (
    <>
      {merge?.refusal && (
        <p role="status" className="mt-3 text-sm text-warning-text">
          {merge.refusal}
        </p>
      )}
      <ul className="mt-3 flex flex-col gap-1 text-muted text-sm">
        <li>Theirs: their version is shown here; Undo brings your edits back.</li>
        <li>Mine: your edits become the newest version; theirs stays in the history.</li>
        <li>Both as a copy: your edits become a new segment, theirs stays as it is.</li>
        <li>Keep both, merged: what each of you changed is in the next version.</li>
      </ul>
    </>
  );
}
