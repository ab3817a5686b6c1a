/** Focuses a step's card once it is drawn; it may have to come into view first. */
export function focusStep(step_id: string): void {
  focusOnceDrawn(`[data-step-id="${step_id}"]`);
}

export function focusNote(note_id: string): void {
  focusOnceDrawn(`[data-note-id="${note_id}"]`);
}

/** The title of a group, or its card while it is folded. */
export function focusGroup(group_id: string): void {
  focusOnceDrawn(`[data-group-head="${group_id}"]`);
}

function focusOnceDrawn(selector: string): void {
  let frames = 20;
  const look = () => {
    const card = document.querySelector<HTMLElement>(selector);
    if (card) card.focus({ preventScroll: true });
    else if (frames-- > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Where focus goes when what had it is gone, so that Tab goes on from the drawing. */
export function focusCanvas(): void {
  // A frame later a menu that was used has given up its hold on focus.
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>("[data-canvas]")?.focus({ preventScroll: true });
  });
}

export function focusPaletteSearch(): void {
  const search = document.querySelector<HTMLInputElement>("[data-palette] input");
  search?.focus();
  search?.select();
}
