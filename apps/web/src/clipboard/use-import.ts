import { useCallback } from "react";
import { toast } from "sonner";
import { useFit } from "../canvas/use-fit.ts";
import { replaceContents } from "../gestures/replace-contents.ts";
import { useEditor } from "../store/editor-context.tsx";
import { readSegmentText } from "./read-segment-text.ts";
import { useInsertFragment } from "./use-insert.ts";

/** More than twice what a segment may weigh is not read at all. */
export const MAX_FILE_BYTES = 5_000_000;

/**
 * Takes in text from a file, a drop or the clipboard. Nothing changes when it is refused; a whole segment
 * replaces an empty drawing at once and is asked about otherwise.
 */
export function useImportText(): (text: string) => void {
  const editor = useEditor();
  const insert = useInsertFragment();
  const { fitAll } = useFit();
  return useCallback(
    (text) => {
      const read = readSegmentText(text);
      switch (read.kind) {
        case "fragment":
          insert(read.fragment, "Paste");
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

/** As `useImportText`, for a file that was chosen or dropped. */
export function useImportFile(): (file: File) => Promise<void> {
  const importText = useImportText();
  return useCallback(
    async (file) => {
      if (file.size > MAX_FILE_BYTES) {
        toast.error(`${file.name} is too large. A segment has at most 2 MB.`);
        return;
      }
      const text = await file.text().catch(() => null);
      if (text === null) toast.error(`${file.name} could not be read. Choose it again.`);
      else importText(text);
    },
    [importText],
  );
}
