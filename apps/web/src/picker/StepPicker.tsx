import type { StepContract } from "@worktrail/shared/step/define-step";
import { ViewportPortal } from "@xyflow/react";
import {
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { focusCanvas, focusStep } from "../canvas/focus.ts";
import { STEP_MIN_HEIGHT, STEP_WIDTH } from "../canvas/node-geometry.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import "./picker.css";
import { edgeMisfit, portMisfit } from "./fitting.ts";
import { PickerEdges } from "./PickerEdges.tsx";
import { PickerList } from "./PickerList.tsx";
import { type Headings, type PickerEntry, pickerEntries } from "./picker-entries.ts";
import type { PickerRequest } from "./picker-request.ts";
import { replaceMisfit } from "./replace-step.ts";
import { usePick } from "./use-pick.ts";
import { usePickerView } from "./use-picker-view.ts";

/** The step that is not chosen yet: it stands where the new one will, with its edge already drawn. */
export function StepPicker() {
  const request = useSession((state) => state.picker);
  return request && <PickerNode key={keyOf(request)} request={request} />;
}

function PickerNode({ request }: { request: PickerRequest }) {
  const editor = useEditor();
  const root = useRef<HTMLDivElement>(null);
  const pick = usePick();
  const entries = useMemo(() => entriesFor(editor, request), [editor, request]);
  const close = useCallback(() => editor.session.setState({ picker: null }), [editor]);
  const cancel = useCancel(request, close);
  useCloseOutside(root, close);
  const scale = usePickerView(root);
  const toLeft = request.kind === "add" && request.from?.kind === "in";
  const words = wordsFor(request);
  return (
    <ViewportPortal>
      <PickerEdges request={request} />
      <div
        ref={root}
        role="dialog"
        aria-label={words.label}
        data-step-picker={request.kind}
        data-side={toLeft ? "left" : "right"}
        className="wt-picker nopan nowheel nodrag"
        onMouseDown={keepFocus}
        style={{
          left: toLeft ? request.at.x + STEP_WIDTH : request.at.x,
          top: request.at.y + STEP_MIN_HEIGHT / 2,
          transform: `scale(${scale}) translate(${toLeft ? "-100%" : "0"}, -20px)`,
        }}
      >
        <PickerList
          entries={entries}
          label={words.label}
          headings={words.headings}
          chains={request.kind !== "replace"}
          onPick={(entry, chain) => pick(request, entry, chain)}
          onCancel={cancel}
        />
      </div>
    </ViewportPortal>
  );
}

/** A press on an entry would give the focus to the canvas around it. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}

function entriesFor(editor: Editor, request: PickerRequest): PickerEntry[] {
  const { graph, catalog } = editor;
  switch (request.kind) {
    case "add": {
      const { from } = request;
      return pickerEntries(catalog, (contract) => from && portMisfit(graph, from, contract), true);
    }
    case "insert":
      return pickerEntries(catalog, (contract) => edgeMisfit(graph, request.edge, contract), false);
    case "replace": {
      const type = graph.steps.get(request.step_id)?.step.step_type;
      const why = (contract: StepContract) => replaceMisfit(editor, request.step_id, contract);
      return pickerEntries(catalog, why, false).filter((entry) => entry.id !== type);
    }
  }
}

function wordsFor(request: PickerRequest): { label: string; headings: Headings } {
  switch (request.kind) {
    case "add":
      return {
        label: request.from === null ? "Add a step" : "Add a connected step",
        headings: {
          fits: request.from === null ? "All steps" : "Steps that fit",
          others: "Added without the connection",
        },
      };
    case "insert":
      return {
        label: "Insert a step",
        headings: { fits: "Steps that fit", others: "Added beside the connection" },
      };
    case "replace":
      return {
        label: "Replace the step's type",
        headings: { fits: "Keeps every connection", others: "Other types" },
      };
  }
}

/** Escape: focus goes back to what the picker was opened from, and Tab moves on from there. */
function useCancel(request: PickerRequest, close: () => void): () => void {
  const editor = useEditor();
  const before = useRef<Element | null>(null);
  // Before the field takes the focus.
  useLayoutEffect(() => {
    before.current = document.activeElement;
  }, []);
  return () => {
    close();
    editor.session.setState({ tab_moves_on: true });
    const step_id =
      request.kind === "replace"
        ? request.step_id
        : request.kind === "add"
          ? request.from?.step_id
          : undefined;
    if (step_id !== undefined) focusStep(step_id);
    else if (before.current instanceof HTMLElement && before.current.closest("[data-canvas]")) {
      before.current.focus({ preventScroll: true });
    } else focusCanvas();
  };
}

function useCloseOutside(root: RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close();
    };
    // Not the press or the loss of focus that opened it.
    const frame = requestAnimationFrame(() => {
      document.addEventListener("pointerdown", outside, { capture: true });
      document.addEventListener("focusin", outside);
    });
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("pointerdown", outside, { capture: true });
      document.removeEventListener("focusin", outside);
    };
  }, [root, close]);
}

function keyOf(request: PickerRequest): string {
  return JSON.stringify(request);
}
