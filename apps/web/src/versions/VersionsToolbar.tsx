import { useState } from "react";
import { toast } from "sonner";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument } from "../store/editor-context.tsx";
import { NameVersionDialog } from "./NameVersionDialog.tsx";
import { PublishButton } from "./PublishButton.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { usePublishing } from "./use-publishing.ts";
import { useVersionsView } from "./versions-view.ts";

/** The publish button with its menu and dialogs. */
export function VersionsToolbar({ autosaver }: { autosaver: Autosaver }) {
  const publishing = usePublishing(autosaver);
  const asked = useVersionsView((view) => view.publishing);
  const segment_id = useDocument(({ segment }) => segment.segment_id);
  const [naming, setNaming] = useState<number | null>(null);
  /** Saves first, so that there is a version to name. */
  const name = async () => {
    if (await autosaver.flush()) setNaming(autosaver.state.getState().revision);
    else toast.error("The drawing could not be saved, so there is no version to name. See its save state.");
  };
  return (
    <>
      <PublishButton publishing={publishing} onName={() => void name()} />
      {asked && <PublishDialog publishing={publishing} />}
      {naming !== null && (
        <NameVersionDialog
          segment_id={segment_id}
          version={{ revision: naming, name: null, note: null }}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}
