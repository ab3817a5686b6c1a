import { nearestPlace } from "./problems-at.ts";

/** Fields say their place with `data-field-path`; a form inside says with `data-path-base` where its paths begin. */
const FIELD = "[data-field-path]";
const CONTROLS =
  "[contenteditable=true], input:not([type=hidden]), textarea, [role=combobox], [role=switch], [role=radio]";

/** The field inside `root` that is nearest to a place, such as `/config/url`; what hides it is opened. */
export function fieldAt(root: HTMLElement, path: string): HTMLElement | null {
  const fields = new Map<string, HTMLElement>();
  for (const field of root.querySelectorAll<HTMLElement>(FIELD)) {
    const base = field.closest<HTMLElement>("[data-path-base]")?.dataset.pathBase ?? "";
    fields.set(base + (field.dataset.fieldPath ?? ""), field);
  }
  const place = nearestPlace([...fields.keys()], path);
  const field = place === null ? null : (fields.get(place) ?? null);
  for (let fold = field?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    fold.open = true;
  }
  return field;
}

/**
 * Focuses the field inside `root` that is nearest to a place, such as `/config/url`, opening what hides it.
 * False when there is none.
 */
export function focusField(root: HTMLElement, path: string): boolean {
  const field = fieldAt(root, path);
  const control = field?.querySelector<HTMLElement>(CONTROLS) ?? field?.querySelector<HTMLElement>("button");
  if (!control) return false;
  for (let fold = control.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  control.focus();
  control.scrollIntoView?.({ block: "center" });
  return true;
}
