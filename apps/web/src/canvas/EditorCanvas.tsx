import { connectionProblem } from "@worktrail/shared/segment/connection";
import { edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge, Point } from "@worktrail/shared/segment/schema";
import { type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import { type DragEvent, type MouseEvent as ReactMouseEvent, useMemo } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import { pinOverlay } from "../again/pin-overlay.ts";
import { pinsOf } from "../again/pins.ts";
import { HelperLines } from "../arrange/HelperLines.tsx";
import { SelectionToolbar } from "../arrange/SelectionToolbar.tsx";
import { CanvasMenu } from "../canvas-menu/CanvasMenu.tsx";
import { openMenu } from "../canvas-menu/open-menu.ts";
import { useCanvasPointing } from "../canvas-menu/use-canvas-pointing.ts";
import { useImportFile } from "../clipboard/use-import.ts";
import { FindPanel } from "../find/FindPanel.tsx";
import { findOverlay } from "../find/find-overlay.ts";
import { findOf } from "../find/find-store.ts";
import { connect } from "../gestures/connect.ts";
import { moveParts } from "../gestures/move.ts";
import { reconnectEdge } from "../gestures/reconnect-edge.ts";
import { renameStep } from "../gestures/rename.ts";
import { resizeNote } from "../gestures/resize-note.ts";
import { setGroupField } from "../gestures/set-group-field.ts";
import { setNoteText } from "../gestures/set-note-text.ts";
import { EditorFolding } from "../groups/EditorFolding.tsx";
import { draggedType, NOTE_DRAG_TYPE, STEP_DRAG_TYPE } from "../palette/drag-type.ts";
import { useAddNote } from "../palette/use-add-note.ts";
import { useAddStep } from "../palette/use-add-step.ts";
import { EdgeTools } from "../picker/EdgeTools.tsx";
import { aim, aimStep, aimType, dropOnEdge, edgeByKey, moveOntoEdge } from "../picker/insert-step.ts";
import { openPickerAt } from "../picker/open-picker.ts";
import { StepPicker } from "../picker/StepPicker.tsx";
import { useHoveredEdge } from "../picker/use-hovered-edge.ts";
import { problemOverlay } from "../problems/problem-overlay.ts";
import type { Editor } from "../store/editor.ts";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import { CanvasControls } from "./CanvasControls.tsx";
import type { CanvasActions, Refusal } from "./canvas-context.tsx";
import { EmptyCanvasHint } from "./EmptyCanvasHint.tsx";
import { StepOverlayProvider } from "./step-overlay.tsx";
import { NOTE_PREFIX } from "./to-flow.ts";
import type { Connecting } from "./use-connections.ts";
import { CanvasRoom } from "./WorkflowCanvas.tsx";

/** The drawing with everything that changes it by mouse; keys are in use-editor-keys.ts. */
export function EditorCanvas({ onImport }: { onImport: () => void }) {
  const editor = useEditor();
  const segment = useDocument((state) => state.segment);
  const selection = useSession((state) => state.selection);
  const dragged = useSession((state) => state.dragged);
  const renaming = useSession((state) => state.renaming);
  const flow = useReactFlow();
  const handlers = useMemo(() => canvasHandlers(editor, flow), [editor, flow]);
  const hovered_edge = useSession((state) => state.hovered_edge);
  const editing = useMemo(
    () => ({ ...handlers, dragged, renaming, hovered_edge }),
    [handlers, dragged, renaming, hovered_edge],
  );
  const overlay = useMemo(
    () => findOverlay(pinOverlay(problemOverlay(editor.problems), pinsOf(editor)), findOf(editor)),
    [editor],
  );
  const finding = useStore(findOf(editor).state, ({ open, query }) => open && query.text !== "");
  const drop = useDrop();
  const hover = useHoveredEdge();
  const pointing = useCanvasPointing();
  return (
    <div
      className="relative size-full"
      data-finding={finding || undefined}
      {...drop}
      {...hover}
      {...pointing}
    >
      <StepOverlayProvider source={overlay}>
        <EditorFolding>
          <CanvasRoom
            segment={segment}
            catalog={editor.catalog}
            mode="edit"
            label={`Canvas of ${segment.name}`}
            selection={selection}
            onSelect={editor.select}
            editing={editing}
          >
            <CanvasControls />
            <HelperLines />
            <SelectionToolbar />
            <EdgeTools />
            <StepPicker />
          </CanvasRoom>
        </EditorFolding>
      </StepOverlayProvider>
      {segment.steps.length + (segment.notes ?? []).length === 0 && <EmptyCanvasHint onImport={onImport} />}
      <CanvasMenu />
      <FindPanel />
    </div>
  );
}

function editorActions(editor: Editor): CanvasActions {
  return {
    refusal: refusals(editor),
    rename: (step_id, name) => void editor.commit(renameStep(step_id, name), { label: "Rename step" }),
    setNoteText: (note_id, text) => void editor.commit(setNoteText(note_id, text), { label: "Write note" }),
    renameGroup: (group_id, title) =>
      void editor.commit(setGroupField(group_id, "title", title.trim()), { label: "Rename group" }),
    resizeNote: (note_id, size) => void editor.commit(resizeNote(note_id, size), { label: "Resize note" }),
  };
}

function canvasHandlers(editor: Editor, flow: ReactFlowInstance) {
  return {
    actions: editorActions(editor),
    onDrag: (places: ReadonlyMap<string, Point>) => {
      editor.session.setState(({ dragged }) => ({ dragged: new Map([...dragged, ...places]) }));
      aimStep(editor, flow);
    },
    onDrop: (places: ReadonlyMap<string, Point>) => drop(editor, places),
    connecting: connectingIn(editor),
    onPaneMenu: (event: MouseEvent | ReactMouseEvent) => openMenu(editor, event, "canvas"),
    onRenaming: (renaming: string | null) => editor.session.setState({ renaming }),
  };
}

function connectingIn(editor: Editor): Connecting {
  return {
    onConnect: (edge) => {
      if (editor.commit(connect(edge), { label: "Connect" })) {
        editor.announce(`Connected ${edge.source_step} to ${edge.target_step}.`);
      }
    },
    onReconnect: (from, to) => {
      if (editor.commit(reconnectEdge(from, to), { label: "Reconnect" })) {
        editor.announce(`Connected ${to.source_step} to ${to.target_step} instead.`);
      }
    },
    onRefused: (message) => void toast.error(message),
    onLetGo: (from, at, instead_of) => openPickerAt(editor, at, from, instead_of),
  };
}

/** One drag is one entry of the history, however many steps it moved. */
function drop(editor: Editor, last: ReadonlyMap<string, Point>): void {
  const dragged = new Map([...editor.session.getState().dragged, ...last]);
  const places = new Map([...dragged].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
  const steps = new Map([...places].filter(([id]) => !id.startsWith(NOTE_PREFIX)));
  const notes = new Map(
    [...places].flatMap(([id, at]) =>
      id.startsWith(NOTE_PREFIX) ? [[id.slice(NOTE_PREFIX.length), at]] : [],
    ),
  );
  const count = places.size;
  const onto = edgeByKey(editor, editor.session.getState().insert_edge);
  const [only] = steps;
  aim(editor, null);
  if (onto && only && count === 1 && moveOntoEdge(editor, onto, ...only)) {
    editor.session.setState({ dragged: new Map() });
    return;
  }
  editor.commit(moveParts({ steps, notes }), { label: count === 1 ? "Move" : `Move ${count} steps` });
  editor.session.setState({ dragged: new Map() });
}

/** Asked for every port in view when an edge is drawn, so answers are kept while the drawing stays the same. */
function refusals(editor: Editor): (edge: Edge) => Refusal | null {
  let graph: SegmentGraph | null = null;
  let known = new Map<string, Refusal | null>();
  return (edge) => {
    if (graph !== editor.graph) {
      graph = editor.graph;
      known = new Map();
    }
    const key = edgeKey(edge);
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = connectionProblem(graph, edge);
    known.set(key, answer);
    return answer;
  };
}

function useDrop() {
  const editor = useEditor();
  const { catalog } = editor;
  const flow = useReactFlow();
  const addStep = useAddStep();
  const addNote = useAddNote();
  const importFile = useImportFile();
  const takes = ({ types }: DataTransfer) =>
    [STEP_DRAG_TYPE, NOTE_DRAG_TYPE, "Files"].some((type) => types.includes(type));
  return {
    onDragOver: (event: DragEvent) => {
      if (!takes(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const contract = draggedType(event.dataTransfer.types, catalog);
      if (contract) aimType(editor, { x: event.clientX, y: event.clientY }, contract);
    },
    onDragLeave: () => aim(editor, null),
    onDrop: (event: DragEvent) => {
      if (!takes(event.dataTransfer)) return;
      event.preventDefault();
      const type = event.dataTransfer.getData(STEP_DRAG_TYPE);
      const contract = Object.hasOwn(catalog, type) ? catalog[type] : undefined;
      const [file, ...more] = event.dataTransfer.files;
      const at = { x: event.clientX, y: event.clientY };
      const onto = edgeByKey(editor, editor.session.getState().insert_edge);
      aim(editor, null);
      if (contract && onto) dropOnEdge(editor, onto, contract, flow.screenToFlowPosition(at));
      else if (contract) addStep(contract, at);
      else if (event.dataTransfer.types.includes(NOTE_DRAG_TYPE)) addNote(at);
      else if (file) void importFile(file, ...more);
    },
  };
}
