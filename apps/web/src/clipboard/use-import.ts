import { useCallback } from "react";
import { toast } from "sonner";
import { useFit } from "../canvas/use-fit.ts";
import { replaceContents } from "../gestures/replace-contents.ts";
import { useEditor } from "../store/editor-context.tsx";
import { readTextFile } from "./read-file.ts";
import { readSegmentText, type SegmentText } from "./read-segment-text.ts";
import { useInsertFragment } from "./use-insert.ts";

/**
 * Takes in text from a file, a drop or the clipboard. Nothing changes when it is refused; a whole segment
 * replaces an empty drawing at once and is asked about otherwise.
 */
export function useImportText(): (text: string, changes?: readonly string[]) => void {
  const editor = useEditor();
  const insert = useInsertFragment();
  const { fitAll } = useFit();
  return useCallback(
    (text, before = []) => {
      const read = withChanges(readSegmentText(text), before);
      switch (read.kind) {
        case "fragment":
          // Reading and drawing many steps are each work for a frame.
          requestAnimationFrame(() => insert(read.fragment, "Paste"));
          return;
        case "refused":
          editor.session.setState({ import_offer: read });
          return;
        default:
          if (editor.segment.steps.length > 0) {
            editor.session.setState({ import_offer: { ...read, kind: "choose" } });
            return;
          }
          editor.commit(replaceContents(read.segment), { label: "Import" });
          requestAnimationFrame(fitAll);
          toast.success(`Imported ${read.segment.name}.`, {
            description: read.changes.join(" ") || undefined,
          });
      }
    },
    [editor, insert, fitAll],
  );
}

/** What was changed before the text was read is told with what was changed while it was. */
export function withChanges(read: SegmentText, before: readonly string[]): SegmentText {
  return read.kind === "segment" ? { ...read, changes: [...before, ...read.changes] } : read;
}

/** As `useImportText`, for the files that were chosen or dropped: one at a time. */
export function useImportFile(): (file: File, ...more: File[]) => Promise<void> {
  const editor = useEditor();
  const importText = useImportText();
  return useCallback(
    async (file, ...more) => {
      if (more.length > 0) {
        toast.error(`These are ${more.length + 1} files, and the canvas takes one at a time.`, {
          description: "Drop them on the list of segments to make a segment of each. Nothing was changed.",
        });
        return;
      }
      const read = await readTextFile(file);
      if (read.ok) importText(read.text, read.changes);
      else editor.session.setState({ import_offer: { kind: "refused", message: read.message, issues: [] } });
    },
    [editor, importText],
  );
}
