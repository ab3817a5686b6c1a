import { type KeyHint, SECTIONS, type Section } from "./command.ts";

export type ShortcutRow = KeyHint & { readonly keys: readonly string[] };
export type ShortcutGroup = { readonly section: Section; readonly hints: readonly ShortcutRow[] };

/** What has keys and, with a query, has it in its title; by section, in the order of the lists. */
export function shortcutGroups(hints: readonly KeyHint[], query = ""): ShortcutGroup[] {
  const word = query.trim().toLowerCase();
  const rows = hints.flatMap((hint) => {
    const fits = hint.title.toLowerCase().includes(word);
    return fits && hint.keys?.length ? [{ ...hint, keys: hint.keys }] : [];
  });
  return SECTIONS.map((section) => ({
    section,
    hints: rows.filter((row) => row.section === section),
  })).filter((group) => group.hints.length > 0);
}
