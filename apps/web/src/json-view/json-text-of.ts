import type { Editor } from "../store/editor.ts";
import { JsonText, type TextKeeper } from "./json-text.ts";

const texts = new WeakMap<Editor, JsonText>();

/** The text of an open segment; the same one for as long as its editor lives. */
export function jsonTextOf(editor: Editor): JsonText {
  const text = texts.get(editor) ?? new JsonText(editor, tabKeeper(editor.segment.segment_id));
  texts.set(editor, text);
  return text;
}

/** This tab's own storage: another tab's text is not this one's. */
function tabKeeper(segment_id: string): TextKeeper {
  const key = `worktrail.json-text.${segment_id}`;
  return {
    read: () => attempt(() => sessionStorage.getItem(key)),
    write: (text) => void attempt(() => sessionStorage.setItem(key, text)),
    forget: () => void attempt(() => sessionStorage.removeItem(key)),
  };
}

/** Storage may be full or forbidden; the text is in the page all the same. */
function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}
