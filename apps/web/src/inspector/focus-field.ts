import { nearestPlace } from "./problems-at.ts";

/** Fields say their place with `data-field-path`; a form inside says with `data-path-base` where its paths begin. */
const FIELD = "[data-field-path]";
const CONTROLS =
  "[contenteditable=true], input:not([type=hidden]), textarea, [role=combobox], [role=switch], [role=radio]";

/**
 * Focuses the field inside `root` that is nearest to a place, such as `/config/url`, opening what hides it.
 * False when there is none.
 */
export function focusField(root: HTMLElement, path: string): boolean {
  const fields = new Map<string, HTMLElement>();
  for (const field of root.querySelectorAll<HTMLElement>(FIELD)) {
    const base = field.closest<HTMLElement>("[data-path-base]")?.dataset.pathBase ?? "";
    fields.set(base + (field.dataset.fieldPath ?? ""), field);
  }
  const place = nearestPlace([...fields.keys()], path);
  const field = place === null ? undefined : fields.get(place);
  const control = field?.querySelector<HTMLElement>(CONTROLS) ?? field?.querySelector<HTMLElement>("button");
  if (!control) return false;
  for (let fold = control.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  control.focus();
  control.scrollIntoView?.({ block: "center" });
  return true;
}
