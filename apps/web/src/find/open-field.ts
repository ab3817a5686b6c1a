// Opens the field of a match in the inspector, which shows what was selected a moment later.
import { fieldAt, focusField } from "../inspector/focus-field.ts";
import type { FieldFocus } from "./use-go-to-match.ts";

const MARK = "data-found-field";
const FRAMES = 12;
let asked = 0;

/** `path` is a JSON Pointer from the step, the note or the segment that is shown. */
export function openField(path: string, how: FieldFocus): void {
  asked++;
  unmarkField();
  const mine = asked;
  let frames = FRAMES;
  const look = () => {
    if (mine !== asked) return;
    const inspector = document.querySelector<HTMLElement>('section[aria-label="Inspector"]');
    if (inspector && open(inspector, path, how)) return;
    if (frames-- > 0) requestAnimationFrame(look);
  };
  // The first frame draws the selection.
  requestAnimationFrame(() => requestAnimationFrame(look));
}

function open(inspector: HTMLElement, path: string, how: FieldFocus): boolean {
  const field = fieldAt(inspector, path);
  if (!field) return false;
  field.setAttribute(MARK, "");
  if (how === "focus") return focusField(inspector, path);
  field.scrollIntoView?.({ block: "center" });
  return true;
}

export function unmarkField(): void {
  for (const field of document.querySelectorAll(`[${MARK}]`)) field.removeAttribute(MARK);
}
