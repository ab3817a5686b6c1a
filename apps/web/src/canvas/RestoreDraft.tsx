import { sameValue } from "@worktrail/shared/segment/same-value";
import { useState } from "react";
import { replaceContents } from "../gestures/replace-contents.ts";
import type { Draft, DraftStore } from "../store/drafts.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

export interface RestoreDraftProps {
  draft: Draft | null;
  draftKey: string;
  drafts: DraftStore;
  /** The server's revision as loaded. */
  revision: number;
}

/** Offers edits that an earlier visit could not save: after a crash, an ended session, a lost connection. */
export function RestoreDraft({ draft, draftKey, drafts, revision }: RestoreDraftProps) {
  const editor = useEditor();
  const [offered, setOffered] = useState(() =>
    draft && !sameValue(draft.segment, editor.segment) ? draft : null,
  );
  if (!offered) return null;
  const forget = () => {
    setOffered(null);
    void drafts.remove(draftKey);
  };
  const restore = () => {
    editor.commit(replaceContents(offered.segment), { label: "Restore unsaved edits" });
    setOffered(null);
  };
  return (
    <section
      aria-label="Unsaved edits"
      className="absolute top-3 left-1/2 z-20 flex max-w-[calc(100%-24px)] -translate-x-1/2 animate-pop flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-2 pl-3 text-sm shadow-float"
    >
      <p>
        Edits from <RelativeTime value={offered.edited_at} /> were never saved.
        {offered.base_revision !== revision && " The segment has changed since then."}
      </p>
      <Button size="sm" variant="primary" onClick={restore}>
        Restore them
      </Button>
      <Button size="sm" variant="ghost" onClick={forget}>
        Forget them
      </Button>
    </section>
  );
}
