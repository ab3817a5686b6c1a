import { canonicalSegment } from "@worktrail/shared/segment/canonical";
import { sameValue } from "@worktrail/shared/segment/same-value";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useEffect, useState } from "react";
import type { Autosaver } from "../store/autosaver.ts";
import type { Draft, DraftStore } from "../store/drafts.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

export interface RestoreDraftProps {
  autosaver: Autosaver;
  draft: Draft | null;
  draftKey: string;
  drafts: DraftStore;
  /** The server's revision as loaded. */
  revision: number;
}

/** Offers edits that an earlier visit could not save: after a crash, an ended session, a lost connection. */
export function RestoreDraft({ autosaver, draft, draftKey, drafts, revision }: RestoreDraftProps) {
  const editor = useEditor();
  const [offered, setOffered] = useState(() => (draft && differs(draft, editor.segment) ? draft : null));
  useEffect(() => {
    if (draft && !differs(draft, editor.segment)) void drafts.remove(draftKey, draft.page_id);
  }, [draft, draftKey, drafts, editor]);
  if (!offered) return null;
  const forget = () => {
    setOffered(null);
    void drafts.remove(draftKey, offered.page_id);
  };
  const restore = () => {
    void autosaver.resume(offered);
    setOffered(null);
  };
  return (
    <section
      aria-label="Unsaved edits"
      className="absolute top-3 left-1/2 z-20 flex max-w-[calc(100%-24px)] -translate-x-1/2 animate-pop flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-2 pl-3 text-sm shadow-float"
    >
      <p>
        Edits from <RelativeTime value={offered.edited_at} /> were never saved.
        {offered.base_revision !== revision &&
          " The segment was changed elsewhere since then; you will see both before anything is saved."}
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

/** Keys in another order are no edit. */
function differs({ segment }: Draft, shown: Segment): boolean {
  return !sameValue(canonicalSegment(segment), canonicalSegment(shown));
}
