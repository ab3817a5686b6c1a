import { CornerDownLeft, Search, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { stepIcon } from "../canvas/step-look.ts";
import { CategoryIcon } from "../ui/CategoryIcon.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { type Headings, type PickerEntry, pickerGroups } from "./picker-entries.ts";
import { useRecentSteps } from "./recent-steps.ts";

/** Room for the heading above the first row of a group. */
const LIST_PADDING = 26;

export interface PickerListProps {
  entries: readonly PickerEntry[];
  label: string;
  headings: Headings;
  /** Whether one may go on adding behind what was picked. */
  chains: boolean;
  onPick: (entry: PickerEntry, chain: boolean) => void;
  onCancel: () => void;
}

/** A search field over its list: arrows choose, Enter picks, Escape leaves. */
export function PickerList({ entries, label, headings, chains, onPick, onCancel }: PickerListProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const [recent] = useState(() => useRecentSteps.getState().recent);
  const groups = useMemo(
    () => pickerGroups(entries, query, recent, headings),
    [entries, query, recent, headings],
  );
  const shown = groups.flatMap((group) => group.entries);
  const active = shown[Math.min(chosen, shown.length - 1)];
  const field = useFocusOnOpen();
  const optionId = (entry: PickerEntry) => `${id}-${entry.id}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = targetOf(event.key, active ? shown.indexOf(active) : 0, shown.length);
    if (to !== null) setChosen(to);
    else if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (active) onPick(active, chains && active.kind === "step" && (event.ctrlKey || event.metaKey));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className="wt-picker-search">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          ref={field}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active)}
          autoComplete="off"
          spellCheck={false}
          placeholder={`${label}…`}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="wt-picker-list">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox.
          <div key={group.heading} role="group" aria-label={group.heading}>
            <div aria-hidden className="wt-picker-heading">
              {group.heading}
            </div>
            {group.entries.map((entry) => (
              <Option
                key={entry.id}
                id={optionId(entry)}
                entry={entry}
                active={entry === active}
                onPoint={() => setChosen(shown.indexOf(entry))}
                onPick={() => onPick(entry, false)}
              />
            ))}
          </div>
        ))}
        {shown.length === 0 && (
          <p className="p-2 text-muted text-sm">No step fits “{query}”. Try another word.</p>
        )}
      </div>
      <PickerKeys chains={chains} />
    </>
  );
}

interface OptionProps {
  id: string;
  entry: PickerEntry;
  active: boolean;
  onPoint: () => void;
  onPick: () => void;
}

function Option({ id, entry, active, onPoint, onPick }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active && row.current) showRow(row.current);
  }, [active]);
  const Icon = entry.kind === "step" ? stepIcon(entry.contract.type_id) : StickyNote;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field picks it.
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      {...(entry.kind === "step"
        ? { "data-palette-type": entry.contract.type_id, title: entry.contract.description }
        : { "data-palette-note": true })}
      data-misfit={entry.why !== null || undefined}
      className="wt-picker-option"
      onPointerMove={onPoint}
      onClick={onPick}
    >
      {entry.kind === "step" ? (
        <CategoryIcon category={entry.contract.category} size="sm">
          <Icon />
        </CategoryIcon>
      ) : (
        <span
          aria-hidden
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
        >
          <Icon className="size-3.5" />
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{entry.title}</span>
        {entry.why !== null && <span className="block truncate text-muted text-xs">{entry.why}</span>}
      </span>
      {active && <CornerDownLeft aria-hidden className="size-3.5 shrink-0 text-muted" />}
    </div>
  );
}

function PickerKeys({ chains }: { chains: boolean }) {
  return (
    <div aria-hidden className="wt-picker-keys">
      {chains && (
        <span>
          <Kbd keys={["mod", "enter"]} /> add and go on
        </span>
      )}
      <span>
        <Kbd keys={["Esc"]} /> close
      </span>
    </div>
  );
}

/** Scrolls the list alone: `scrollIntoView` would scroll the canvas around it too. */
function showRow(row: HTMLElement): void {
  const list = row.closest<HTMLElement>('[role="listbox"]');
  if (!list) return;
  const above = row.offsetTop - list.offsetTop - LIST_PADDING;
  const below = above + row.offsetHeight + 2 * LIST_PADDING;
  if (above < list.scrollTop) list.scrollTop = above;
  else if (below > list.scrollTop + list.clientHeight) list.scrollTop = below - list.clientHeight;
}

/** Without scrolling: what is around it would move. */
function useFocusOnOpen() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return field;
}

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at + count - 1) % count;
    case "PageDown":
      return Math.min(at + 6, count - 1);
    case "PageUp":
      return Math.max(at - 6, 0);
    default:
      return null;
  }
}
