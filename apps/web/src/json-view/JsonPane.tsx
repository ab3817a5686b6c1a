import "./json-pane.css";
import type { EditorView } from "@codemirror/view";
import { X } from "lucide-react";
import { Suspense, useCallback, useRef } from "react";
import { useStore } from "zustand";
import { useEditor } from "../store/editor-context.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { later } from "../ui/later.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useJsonPane } from "./json-pane-open.ts";
import type { TextPhase } from "./json-text.ts";
import { jsonTextOf } from "./json-text-of.ts";
import { TextNotice } from "./TextNotice.tsx";

const JsonCode = later(() => import("./JsonCode.tsx"), "JsonCode");

/** The segment as text, beside the canvas: both are the same document. */
export function JsonPane() {
  const editor = useEditor();
  const json = jsonTextOf(editor);
  const state = useStore(json.state);
  const close = useJsonPane((pane) => pane.toggle);
  const view = useRef<EditorView | null>(null);
  const ready = useCallback((next: EditorView | null) => {
    view.current = next;
  }, []);
  const goTo = (at: number) => {
    view.current?.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    view.current?.focus();
  };
  return (
    <section
      aria-label="JSON"
      data-json-phase={state.phase.name}
      className="flex size-full flex-col bg-raised"
    >
      <header className="flex h-10 shrink-0 items-center gap-2 border-line border-b pr-1.5 pl-3">
        <h2 className="font-semibold text-sm">JSON</h2>
        <p role="status" className="min-w-0 flex-1 truncate text-muted text-xs">
          {phaseWords(state.phase)}
        </p>
        <IconButton label="Close the JSON" size="sm" onClick={close}>
          <X />
        </IconButton>
      </header>
      <TextNotice json={json} state={state} onGoTo={goTo} />
      <div className="min-h-0 flex-1">
        <Suspense
          fallback={
            <div className="space-y-2 p-3">
              <Skeleton className="w-1/2" />
              <Skeleton className="w-2/3" />
            </div>
          }
        >
          <JsonCode json={json} editor={editor} onReady={ready} />
        </Suspense>
      </div>
    </section>
  );
}

function phaseWords({ name }: TextPhase): string {
  switch (name) {
    case "in_step":
      return "In step with the canvas";
    case "typing":
      return "Reading…";
    case "broken":
      return "Not taken over yet";
    case "apart":
      return "Canvas and text differ";
  }
}
