import type { Extension } from "@codemirror/state";
import { Suspense } from "react";
import { cn } from "./cn.ts";
import { controlFrame } from "./Input.tsx";
import { later } from "./later.ts";

const JsonCodeMirror = later(() => import("./JsonCodeMirror.tsx"), "JsonCodeMirror");

/** More than an editor shows at once. */
const SHOWN_CHARACTERS = 10_000;

export interface CodeEditorProps {
  value: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  label?: string;
  readOnly?: boolean;
  placeholder?: string;
  /** What this editor can do beside JSON; loaded with it. Another function is another extension. */
  extension?: (() => Promise<Extension>) | undefined;
  /** Class of the frame; set the height here (`h-60`), otherwise it grows from 5 to 20 lines. */
  className?: string;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
}

/** Frame for a CodeMirror: the focus ring sits on the frame, as on every other control. */
export const codeFrame =
  "overflow-hidden focus-within:border-ring focus-within:outline-2 focus-within:outline-ring has-[[aria-invalid=true]]:border-danger";

/** JSON with colours, folding and errors while typing. The editor itself loads when first shown. */
export function CodeEditor({ className, ...editor }: CodeEditorProps) {
  return (
    <div className={cn(controlFrame, codeFrame, "max-h-100 min-h-25 overflow-y-auto p-0", className)}>
      <Suspense
        // As large as the editor: what stands below must not move away under a pointer.
        fallback={
          <pre
            data-loading
            className="wrap-anywhere whitespace-pre-wrap px-2.5 py-1.5 font-mono text-xs leading-5"
          >
            {editor.value.slice(0, SHOWN_CHARACTERS)}
          </pre>
        }
      >
        <JsonCodeMirror {...editor} />
      </Suspense>
    </div>
  );
}
