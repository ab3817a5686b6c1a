// What puts the drawing in order: what is selected along the edges, lined up, spread, disabled.
import { ALIGNMENTS, type Alignment, type Axis, aligned, distributed } from "../arrange/align.ts";
import { type Block, blocksOf, placesAt } from "../arrange/blocks.ts";
import { type Reach, reach } from "../arrange/reach.ts";
import { useGridSnap } from "../arrange/snap-store.ts";
import { selectSteps } from "../canvas/selection.ts";
import { disableSteps } from "../gestures/disable-steps.ts";
import { moveParts } from "../gestures/move.ts";
import { foldedIn } from "../groups/folded-groups.ts";
import type { Editor } from "../store/editor.ts";
import { counted } from "../ui/counted.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

const chosen = (editor: Editor) => editor.session.getState().selection;

/** What is selected, as pieces that are arranged as one. */
export function chosenBlocks(editor: Editor): Block[] {
  const { graph, placeOf, segment } = editor;
  return blocksOf(chosen(editor), { graph, placeOf, folded: foldedIn(segment.segment_id) });
}

const needsBlocks =
  (least: 2 | 3) =>
  ({ editor }: CommandContext) => {
    if (chosenBlocks(editor).length >= least) return null;
    return least === 2 ? "Select two things or more first." : "Select three things or more first.";
  };

const alignWords: Readonly<Record<Alignment, string>> = {
  left: "Align left edges",
  centre: "Align centres",
  right: "Align right edges",
  top: "Align top edges",
  middle: "Align middles",
  bottom: "Align bottom edges",
};

const align = (how: Alignment): Command<CommandContext> => ({
  id: `align_${how}`,
  title: alignWords[how],
  section: "Arrange",
  words: "line up arrange order",
  unavailable: needsBlocks(2),
  run: ({ editor }) => {
    const blocks = chosenBlocks(editor);
    const corners = aligned(
      blocks.map((block) => block.box),
      how,
    );
    place(editor, blocks, corners, alignWords[how]);
  },
});

const distribute = (axis: Axis): Command<CommandContext> => ({
  id: `distribute_${axis}`,
  title: axis === "horizontal" ? "Distribute horizontally" : "Distribute vertically",
  section: "Arrange",
  words: "equal gaps spread space evenly",
  unavailable: needsBlocks(3),
  run: ({ editor }) => {
    const blocks = chosenBlocks(editor);
    const corners = distributed(
      blocks.map((block) => block.box),
      axis,
    );
    place(editor, blocks, corners, "Distribute");
  },
});

function place(
  editor: Editor,
  blocks: readonly Block[],
  corners: ReturnType<typeof aligned>,
  label: string,
): void {
  const moved = editor.commit(moveParts(placesAt(blocks, corners)), { label });
  editor.announce(moved ? `${label}: ${counted(blocks.length, "thing")} moved.` : "They stand so already.");
}

const selectAlong = (way: Reach, title: string, words: string, keys?: string[]): Command<CommandContext> => ({
  id: `select_${way}`,
  title,
  section: "Arrange",
  words,
  ...(keys && { keys }),
  unavailable: ({ editor }) => (chosen(editor).steps.size === 0 ? "Select a step first." : null),
  run: ({ editor }) => {
    const found = reach(editor.graph, chosen(editor).steps, way);
    editor.select(selectSteps(found));
    editor.announce(`${counted(found.size, "step")} selected.`);
  },
});

function toggleDisabled({ editor }: CommandContext): void {
  const { steps } = chosen(editor);
  const disables = editor.segment.steps.some((step) => steps.has(step.step_id) && !step.disabled);
  const what = steps.size === 1 ? "step" : counted(steps.size, "step");
  const label = `${disables ? "Disable" : "Enable"} ${what}`;
  editor.commit(disableSteps(steps, disables), { label });
  editor.announce(`${label}.`);
}

export const arrangeCommands: readonly Command<CommandContext>[] = [
  selectAlong("upstream", "Select everything upstream", "before left ancestors", ["shift+arrowleft"]),
  selectAlong("downstream", "Select everything downstream", "after right descendants", ["shift+arrowright"]),
  selectAlong("connected", "Select everything connected", "joined component flow"),
  ...ALIGNMENTS.map(align),
  distribute("horizontal"),
  distribute("vertical"),
  {
    id: "disable",
    title: "Disable or enable the selection",
    section: "Arrange",
    words: "mute deactivate skip bypass off on",
    keys: ["d"],
    unavailable: ({ editor }) => (chosen(editor).steps.size === 0 ? "Select a step first." : null),
    run: toggleDisabled,
  },
  {
    id: "toggle_grid_snap",
    title: "Keep to the grid or not",
    section: "Arrange",
    words: "snap grid align toggle",
    keys: ["alt+s"],
    run: ({ editor }) => {
      useGridSnap.setState(({ on }) => ({ on: !on }));
      editor.announce(useGridSnap.getState().on ? "Steps keep to the grid." : "Steps move freely.");
    },
  },
];
