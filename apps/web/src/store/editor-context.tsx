import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { DocumentState } from "./document.ts";
import type { Editor } from "./editor.ts";
import type { History } from "./history.ts";
import type { SessionState } from "./session.ts";

const EditorContext = createContext<Editor | null>(null);

export function EditorProvider({ editor, children }: { editor: Editor; children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor needs an EditorProvider above it.");
  return editor;
}

export function useDocument<Value>(select: (state: DocumentState) => Value): Value {
  return useStore(useEditor().document, select);
}

export function useSession<Value>(select: (state: SessionState) => Value): Value {
  return useStore(useEditor().session, select);
}

export function useHistory<Value>(select: (state: History) => Value): Value {
  return useStore(useEditor().history, select);
}

/** The issues of the drawing, as validation gave them. */
export function useIssues() {
  return useStore(useEditor().problems, (state) => state.issues);
}
