/** Focuses a step's card once it is drawn; it may have to come into view first. */
export function focusStep(step_id: string): void {
  let frames = 20;
  const look = () => {
    const card = document.querySelector<HTMLElement>(`[data-step-id="${step_id}"]`);
    if (card) card.focus({ preventScroll: true });
    else if (frames-- > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export function focusPaletteSearch(): void {
  const search = document.querySelector<HTMLInputElement>("[data-palette] input");
  search?.focus();
  search?.select();
}
