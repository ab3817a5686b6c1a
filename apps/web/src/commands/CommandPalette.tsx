import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Dialog } from "../ui/Dialog.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import type { BoundCommand } from "./command.ts";
import { type FoundCommand, findCommands } from "./find-commands.ts";
import { keyParts } from "./key-name.ts";
import { useRecentCommands } from "./recent-commands.ts";

export interface CommandPaletteProps {
  commands: readonly BoundCommand[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every command by its name; Enter starts it once the focus is back where it was. */
export function CommandPalette({ commands, open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Commands" size="md">
      <CommandList commands={commands} onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

type ListedCommand = FoundCommand & { readonly run: () => void };

function CommandList({ commands, onClose }: { commands: readonly BoundCommand[]; onClose: () => void }) {
  const [query, setQuery] = useState("");
  const recent = useRecentCommands((state) => state.recent);
  const start = useRunOnClose();
  const [value, setValue] = useState("");
  const [listed] = useState(() => listedOf(commands));
  const groups = useMemo(() => findCommands(listed, query, recent), [listed, query, recent]);
  const root = useActiveItem([groups, value]);
  const choose = (command: ListedCommand) => {
    useRecentCommands.getState().note(command.id);
    start(command.run);
    onClose();
  };
  return (
    <Command
      ref={root}
      value={value}
      onValueChange={setValue}
      label="Commands"
      shouldFilter={false}
      vimBindings={false}
      loop
      className="flex flex-col gap-2"
    >
      <div className="relative">
        <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-muted" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="What do you want to do?"
          className="h-8 w-full rounded-md border border-line-strong/60 bg-raised pr-2.5 pl-8 text-sm placeholder:text-muted focus-visible:border-ring focus-visible:outline-offset-0"
        />
      </div>
      <Command.List label="Commands" className="max-h-[50vh] scroll-py-1 overflow-y-auto">
        <Command.Empty className="p-2 text-muted text-sm">
          No command fits “{query}”. Try another word.
        </Command.Empty>
        {groups.map(({ heading, commands: found }) => (
          <Command.Group
            key={heading}
            heading={heading}
            className="pb-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {found.map((command) => (
              <CommandItem key={command.id} command={command} onChoose={choose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function CommandItem({
  command,
  onChoose,
}: {
  command: ListedCommand;
  onChoose: (command: ListedCommand) => void;
}) {
  const { id, title, why, keys } = command;
  const [key] = keys ?? [];
  return (
    <Command.Item
      value={id}
      disabled={why !== null}
      onSelect={() => onChoose(command)}
      className="flex min-h-8 items-center gap-3 rounded-md px-2 text-sm aria-disabled:text-muted data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {why !== null && <span className="shrink-0 text-muted text-xs">{why}</span>}
      {key !== undefined && <Kbd keys={keyParts(key)} className="shrink-0 text-muted" />}
    </Command.Item>
  );
}

/** cmdk names the active item one change late when items come and go: assistive technology would read another. */
function useActiveItem(changes: readonly unknown[]) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const active = root.current?.querySelector('[role="option"][aria-selected="true"]');
      for (const named of root.current?.querySelectorAll('input, [role="listbox"]') ?? []) {
        if (active) named.setAttribute("aria-activedescendant", active.id);
        else named.removeAttribute("aria-activedescendant");
      }
    });
    return () => cancelAnimationFrame(frame);
  }, changes);
  return root;
}

/** What is possible is asked once: nothing else changes while the palette is open. */
function listedOf(commands: readonly BoundCommand[]): ListedCommand[] {
  return commands
    .filter((command) => !command.hidden)
    .map((command) => ({ ...command, why: command.unavailable() }));
}

/** Runs what was chosen after the dialog has given the focus back: a command may move it on. */
function useRunOnClose(): (run: () => void) => void {
  const chosen = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      const run = chosen.current;
      chosen.current = null;
      if (run) setTimeout(run);
    },
    [],
  );
  return (run) => {
    chosen.current = run;
  };
}
