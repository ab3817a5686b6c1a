import { useState } from "react";
import { Dialog } from "../ui/Dialog.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import type { KeyHint } from "./command.ts";
import { keyParts } from "./key-name.ts";
import { type ShortcutGroup, shortcutGroups } from "./shortcut-groups.ts";

export interface ShortcutsSheetProps {
  hints: readonly KeyHint[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** All keys of the page, by section. */
export function ShortcutsSheet({ hints, open, onOpenChange }: ShortcutsSheetProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="lg">
      <Shortcuts hints={hints} />
    </Dialog>
  );
}

function Shortcuts({ hints }: { hints: readonly KeyHint[] }) {
  const [query, setQuery] = useState("");
  const groups = shortcutGroups(hints, query);
  return (
    <>
      <SearchInput
        label="Search shortcuts"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="mt-4 gap-8 md:columns-2">
        {groups.map((group) => (
          <ShortcutSection key={group.section} group={group} />
        ))}
      </div>
      {groups.length === 0 && (
        <p className="text-muted text-sm">No key is for “{query}”. Try another word.</p>
      )}
    </>
  );
}

function ShortcutSection({ group: { section, hints } }: { group: ShortcutGroup }) {
  return (
    <section aria-label={section} className="mb-4 break-inside-avoid">
      <h3 className="pb-1 font-medium text-muted text-xs">{section}</h3>
      <dl>
        {hints.map(({ id, title, keys }) => (
          <div
            key={id}
            className="flex min-h-8 items-center justify-between gap-4 border-line border-b py-1 text-sm"
          >
            <dt>{title}</dt>
            <dd className="flex flex-wrap justify-end gap-x-2 gap-y-1">
              {keys.map((key) => (
                <Kbd key={key} keys={keyParts(key)} className="text-muted" />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
