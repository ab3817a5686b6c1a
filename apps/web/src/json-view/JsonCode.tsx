import type { EditorView } from "@codemirror/view";
import { useRef } from "react";
import type { Editor } from "../store/editor.ts";
import type { JsonText } from "./json-text.ts";
import { useCodeView } from "./use-code-view.ts";

export interface JsonCodeProps {
  json: JsonText;
  editor: Editor;
  /** The same function from draw to draw. */
  onReady: (view: EditorView | null) => void;
}

export function JsonCode({ json, editor, onReady }: JsonCodeProps) {
  const host = useRef<HTMLDivElement>(null);
  useCodeView(host, json, editor, onReady);
  return <div ref={host} data-json-text className="size-full" />;
}
