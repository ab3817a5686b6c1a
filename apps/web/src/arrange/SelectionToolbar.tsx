import type { PaperColor } from "@worktrail/shared/segment/schema";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Ban,
  Boxes,
  Copy,
  Group,
  type LucideIcon,
  PanelTopOpen,
  Trash2,
  Ungroup,
  Workflow,
} from "lucide-react";
import { Toolbar } from "radix-ui";
import type { BoundCommand } from "../commands/command.ts";
import { useCommands } from "../commands/commands-store.ts";
import { keyParts } from "../commands/key-name.ts";
import { setNoteColor } from "../gestures/set-note-color.ts";
import { chosenGroup } from "../groups/chosen-groups.ts";
import { useFolding } from "../groups/folding-context.ts";
import { PaperPicker } from "../groups/PaperPicker.tsx";
import { selectionWords } from "../inspector/SelectionInspector.tsx";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useAboveSelection } from "./use-above-selection.ts";

/** What can be done with all that is selected, close to it. Every button is a command with a name and a key. */
export function SelectionToolbar() {
  const selection = useSession((state) => state.selection);
  const busy = useSession(
    (state) => state.dragged.size > 0 || state.renaming !== null || state.connecting_from !== null,
  );
  const { folded } = useFolding();
  const editor = useEditor();
  useDocument((state) => state.segment);
  const group = chosenGroup(editor, selection, folded);
  const several = selection.steps.size + selection.notes.size > 1;
  const onlyNotes = selection.steps.size === 0 && selection.edges.size === 0 && selection.notes.size > 0;
  if (busy || !(several || onlyNotes || group)) return null;
  return <Bar onlyNotes={onlyNotes} group_folded={group !== null && folded.has(group.group_id)} />;
}

function Bar({ onlyNotes, group_folded }: { onlyNotes: boolean; group_folded: boolean }) {
  const ref = useAboveSelection();
  const { steps, notes } = useSession((state) => state.selection);
  return (
    <Toolbar.Root
      ref={ref}
      aria-label={`Selection: ${selectionWords(steps.size, 0, notes.size)}`}
      data-selection-toolbar
      className="wt-selection-toolbar nodrag nopan nowheel"
    >
      {onlyNotes && <NotePapers />}
      {steps.size + notes.size > 1 && !group_folded && <ArrangeMenu />}
      {group_folded && <CommandButton id="open_groups" Icon={PanelTopOpen} />}
      {!onlyNotes && <CommandButton id="group" other="ungroup" Icon={Group} OtherIcon={Ungroup} />}
      {!onlyNotes && <CommandButton id="convert_to_sub_segment" Icon={Boxes} />}
      {!onlyNotes && <CommandButton id="disable" Icon={Ban} />}
      <CommandButton id="duplicate" Icon={Copy} />
      <CommandButton id="delete" Icon={Trash2} />
    </Toolbar.Root>
  );
}

function NotePapers() {
  const editor = useEditor();
  const chosen = useSession((state) => state.selection.notes);
  const color = useDocument(
    ({ segment }) => segment.notes?.find((note) => chosen.has(note.note_id))?.color ?? "yellow",
  );
  const paint = (next: PaperColor) =>
    editor.commit(setNoteColor(chosen, next), {
      label: "Colour note",
      merge_key: `paper:${[...chosen].join()}`,
    });
  return <PaperPicker label="Colour of the note" value={color} onChange={paint} />;
}

const arranging: readonly (readonly (readonly [id: string, Icon: LucideIcon])[])[] = [
  [
    ["align_left", AlignStartVertical],
    ["align_centre", AlignCenterVertical],
    ["align_right", AlignEndVertical],
  ],
  [
    ["align_top", AlignStartHorizontal],
    ["align_middle", AlignCenterHorizontal],
    ["align_bottom", AlignEndHorizontal],
  ],
  [
    ["distribute_horizontal", AlignHorizontalDistributeCenter],
    ["distribute_vertical", AlignVerticalDistributeCenter],
    ["tidy_up", Workflow],
  ],
];

function ArrangeMenu() {
  const commands = useCommands((state) => state.pageCommands);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Toolbar.Button asChild>
          <IconButton label="Arrange" size="sm">
            <AlignStartVertical />
          </IconButton>
        </Toolbar.Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="bottom" align="start">
        {arranging.map((part, index) => (
          <div key={part[0]?.[0]}>
            {index > 0 && <DropdownMenuSeparator />}
            {part.map(([id, Icon]) => (
              <ArrangeItem key={id} Icon={Icon} command={commands.find((command) => command.id === id)} />
            ))}
          </div>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ArrangeItem({ command, Icon }: { command: BoundCommand | undefined; Icon: LucideIcon }) {
  if (!command) return null;
  const key = command.keys?.[0];
  return (
    <DropdownMenuItem
      disabled={command.unavailable() !== null}
      {...(key !== undefined && { keys: keyParts(key) })}
      onSelect={command.run}
    >
      <Icon /> {command.title}
    </DropdownMenuItem>
  );
}

interface CommandButtonProps {
  id: string;
  Icon: LucideIcon;
  /** Shown where the first can do nothing. */
  other?: string;
  OtherIcon?: LucideIcon;
}

/** Nothing where the command is not there or has nothing to do. */
function CommandButton({ id, Icon, other, OtherIcon }: CommandButtonProps) {
  const commands = useCommands((state) => state.pageCommands);
  const able = (wanted: string | undefined) =>
    commands.find((command) => command.id === wanted && command.unavailable() === null);
  const first = able(id);
  const command = first ?? able(other);
  if (!command) return null;
  const Shown = first ? Icon : (OtherIcon ?? Icon);
  const key = command.keys?.[0];
  return (
    <Toolbar.Button asChild>
      <IconButton
        label={command.title}
        size="sm"
        {...(key !== undefined && { keys: keyParts(key) })}
        onClick={command.run}
      >
        <Shown />
      </IconButton>
    </Toolbar.Button>
  );
}
