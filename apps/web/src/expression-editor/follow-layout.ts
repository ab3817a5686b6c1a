import { type EditorView, repositionTooltips, ViewPlugin } from "@codemirror/view";

/** What appears above the editor moves it: a list that is open moves along. */
export const tooltipsFollowLayout = ViewPlugin.define((view) => {
  const observer =
    typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => repositionTooltips(view));
  const content = contentOfScroller(view);
  if (content) observer?.observe(content);
  return { destroy: () => observer?.disconnect() };
});

/** What the nearest scrolling ancestor scrolls: it grows and shrinks with all that is in it. */
function contentOfScroller(view: EditorView): Element | null {
  for (let element: Element = view.dom; element.parentElement; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element.parentElement);
    const scrolls = overflowY === "auto" || overflowY === "scroll";
    if (scrolls && !element.parentElement.classList.contains("cm-scroller")) return element;
  }
  return null;
}
