// Where the focus goes when a modal opens whose first field is still on its way.

const LOADING = "[data-loading], [data-editor-host]:empty";
const FOCUSABLE = "input, textarea, select, button, a[href], [contenteditable=true], [tabindex]";

/** Keeps the focus on the modal itself until what comes first in it has loaded, and then puts it there. */
export function holdFocusWhileLoading(opened: Event): void {
  const modal = opened.currentTarget;
  if (!(modal instanceof HTMLElement) || firstOf(modal) !== "loading") return;
  opened.preventDefault();
  modal.focus({ preventScroll: true });
  const watch = new MutationObserver(() => {
    const first = firstOf(modal);
    const moved = document.activeElement !== modal && document.activeElement !== document.body;
    if (first === "loading" && !moved && modal.isConnected) return;
    watch.disconnect();
    if (!moved && first !== "loading") first?.focus();
  });
  watch.observe(modal, { childList: true, subtree: true });
}

function firstOf(modal: HTMLElement): HTMLElement | "loading" | null {
  for (const element of modal.querySelectorAll<HTMLElement>(`${LOADING}, ${FOCUSABLE}`)) {
    if (element.matches(LOADING)) return "loading";
    const off = element.matches(":disabled, [type=hidden], [tabindex='-1'], [aria-hidden=true]");
    if (!off) return element;
  }
  return null;
}
