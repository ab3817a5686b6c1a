import type { StepContract } from "@worktrail/shared/step/define-step";
import { StickyNote } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { stepIcon } from "../canvas/step-look.ts";
import { useEditor } from "../store/editor-context.tsx";
import { CategoryIcon, categoryLooks } from "../ui/CategoryIcon.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { Panel } from "../ui/Panel.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import { NOTE_DRAG_TYPE, STEP_DRAG_TYPE, typedDragType } from "./drag-type.ts";
import { bestEntry, fitsNote, paletteGroups } from "./palette-entries.ts";
import { useAddNote } from "./use-add-note.ts";
import { useAddStep } from "./use-add-step.ts";

const entryFrame =
  "flex w-full cursor-grab items-center gap-2 rounded-md p-1 text-left hover:bg-hover focus-visible:outline-offset-0 active:cursor-grabbing";

/** The step types by category. Drag one onto the canvas, or click it, or press Enter. */
export function Palette() {
  const { catalog } = useEditor();
  const addStep = useAddStep();
  const addNote = useAddNote();
  const [query, setQuery] = useState("");
  const shown = useDeferredValue(query);
  const groups = useMemo(() => paletteGroups(catalog, shown), [catalog, shown]);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    walk(list.current, event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <Panel title="Steps" label="Step palette">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys walk the entries inside. */}
      <div ref={list} data-palette onKeyDown={onKeyDown} className="flex flex-col gap-3 p-2">
        <SearchInput
          label="Search steps"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setQuery("");
            if (event.key !== "Enter") return;
            const typed = event.currentTarget.value;
            const best = bestEntry(catalog, typed);
            if (best) addStep(best);
            else if (fitsNote(typed)) addNote();
            if (best || fitsNote(typed)) setQuery("");
          }}
        />
        {groups.map(({ category, entries }) => (
          <section key={category} aria-label={categoryLooks[category].word}>
            <h3 className="px-1 pb-1 font-medium text-muted text-xs">{categoryLooks[category].word}</h3>
            {entries.map((contract) => (
              <PaletteEntry key={contract.type_id} contract={contract} onAdd={addStep} />
            ))}
          </section>
        ))}
        {fitsNote(shown) && <NoteEntry onAdd={addNote} />}
        {groups.length === 0 && !fitsNote(shown) && (
          <p className="px-1 text-muted text-sm">No step fits “{shown}”. Try another word.</p>
        )}
      </div>
    </Panel>
  );
}

function NoteEntry({ onAdd }: { onAdd: () => void }) {
  return (
    <section aria-label="Canvas" className="border-line border-t pt-2">
      <button
        type="button"
        draggable
        data-palette-note
        title="Words for people; a run does not read them."
        onClick={() => onAdd()}
        onDragStart={(event) => {
          event.dataTransfer.setData(NOTE_DRAG_TYPE, "note");
          event.dataTransfer.effectAllowed = "copy";
        }}
        className={entryFrame}
      >
        <span
          aria-hidden
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
        >
          <StickyNote className="size-3.5" />
        </span>
        <span className="min-w-0 flex-1 truncate text-sm">Note</span>
        <Kbd keys={["shift", "S"]} />
      </button>
    </section>
  );
}

function PaletteEntry({
  contract,
  onAdd,
}: {
  contract: StepContract;
  onAdd: (contract: StepContract) => void;
}) {
  const Icon = stepIcon(contract.type_id);
  return (
    <button
      type="button"
      draggable
      data-palette-type={contract.type_id}
      title={contract.description}
      onClick={() => onAdd(contract)}
      onDragStart={(event) => {
        event.dataTransfer.setData(STEP_DRAG_TYPE, contract.type_id);
        event.dataTransfer.setData(typedDragType(contract.type_id), contract.type_id);
        event.dataTransfer.effectAllowed = "copy";
      }}
      className={entryFrame}
    >
      <CategoryIcon category={contract.category} size="sm">
        <Icon />
      </CategoryIcon>
      <span className="min-w-0 truncate text-sm">{contract.display_name}</span>
    </button>
  );
}

function walk(list: HTMLElement | null, by: 1 | -1) {
  const stops = [...(list?.querySelectorAll<HTMLElement>("input, button[draggable]") ?? [])];
  const at = stops.findIndex((stop) => stop.matches(":focus"));
  stops[Math.min(Math.max(at + by, 0), stops.length - 1)]?.focus();
}
