// Where the focus goes when a modal opens whose first field is still on its way.

const LOADING = "[data-loading], [data-editor-host]:empty";
const FOCUSABLE = "input, textarea, select, button, a[href], [contenteditable=true], [tabindex]";

/** Keeps the focus where the modal's first field is going to be, so that keys go its way, and then puts it there. */
export function holdFocusWhileLoading(opened: Event): void {
  const modal = opened.currentTarget;
  if (!(modal instanceof HTMLElement)) return;
  const opening = firstOf(modal);
  if (!opening?.matches(LOADING)) return;
  let held = opening;
  opened.preventDefault();
  hold(held);
  const watch = new MutationObserver(() => {
    // When the place goes, the modal takes the focus.
    const { activeElement: now } = document;
    const moved = now !== held && now !== modal && now !== document.body;
    const first = firstOf(modal);
    const loads = first?.matches(LOADING) === true && modal.isConnected && !moved;
    if (loads && first === held) return;
    held.removeAttribute("tabindex");
    if (loads && first) {
      held = first;
      hold(held);
      return;
    }
    watch.disconnect();
    if (!moved) first?.focus();
  });
  watch.observe(modal, { childList: true, subtree: true });
}

function hold(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** The first field, or the place of one that is loading. */
function firstOf(modal: HTMLElement): HTMLElement | null {
  for (const element of modal.querySelectorAll<HTMLElement>(`${LOADING}, ${FOCUSABLE}`)) {
    const off = element.matches(":disabled, [type=hidden], [tabindex='-1'], [aria-hidden=true]");
    if (element.matches(LOADING) || !off) return element;
  }
  return null;
}
