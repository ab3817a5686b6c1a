import { type ReactNode, type RefObject, Suspense, useRef } from "react";
import { codeFrame } from "../ui/CodeEditor.tsx";
import { cn } from "../ui/cn.ts";
import { controlFrame } from "../ui/Input.tsx";
import { later } from "../ui/later.ts";
import { CodeErrorBoundary } from "./CodeErrorBoundary.tsx";
import type { ExpressionMode } from "./expression-diagnostics.ts";
import { ModeMark } from "./ModeMark.tsx";
import type { NamesInScope } from "./names-in-scope.ts";

const ExpressionCodeMirror = later(() => import("./ExpressionCodeMirror.tsx"), "ExpressionCodeMirror");

/** What a button beside the editor can do in it. Nothing, for as long as the editor has not loaded. */
export type ExpressionEditorHandle = {
  /** Puts an empty `{{ }}` around the cursor. */
  readonly beginPlaceholder: () => void;
  /** Puts a text in place of the selection. */
  readonly insert: (text: string) => void;
};

export interface ExpressionEditorProps {
  /** `expression`: all of it is CEL. `template`: text with `{{ CEL }}` in it. Fixed for a mounted editor. */
  mode: ExpressionMode;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** The accessible name: a label element cannot reach an editor. */
  label: string;
  /** What may be named here. Asked on every check; another function means that the answer changed. */
  names: () => NamesInScope;
  /** Enter begins a line; otherwise it does nothing. Either way long text wraps and the field grows. */
  multiline?: boolean;
  disabled?: boolean;
  placeholder?: string | undefined;
  className?: string;
  /** At the far end of the frame: a button that belongs to the field. */
  after?: ReactNode;
  handle?: RefObject<ExpressionEditorHandle | null>;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  "aria-required"?: boolean | undefined;
}

/**
 * A field for CEL with colours, checks while typing and completion. Until the editor is loaded, and where it
 * cannot be, a plain text field of the same size does the work. A mark tells what is computed from plain text.
 */
export function ExpressionEditor({ className, after, ...editor }: ExpressionEditorProps) {
  const isFocused = useRef(false);
  const own = useRef<ExpressionEditorHandle>(null);
  const handle = editor.handle ?? own;
  const plain = <PlainEditor {...editor} onFocusChange={(focused) => (isFocused.current = focused)} />;
  const { mode, value, disabled } = editor;
  return (
    <div className={cn(controlFrame, codeFrame, dropFrame, "flex min-h-8 p-0", className)}>
      <ModeMark
        mode={mode}
        value={value}
        disabled={disabled ?? false}
        onBegin={() => handle.current?.beginPlaceholder()}
      />
      <div className="min-w-0 flex-1">
        <CodeErrorBoundary fallback={plain}>
          <Suspense fallback={plain}>
            <Loaded editor={{ ...editor, handle }} isFocused={isFocused} />
          </Suspense>
        </CodeErrorBoundary>
      </div>
      {after}
    </div>
  );
}

/** While a value is dragged, the fields that take it say so. */
const dropFrame =
  "in-data-[dragging=reference]:outline-1 in-data-[dragging=reference]:outline-dashed in-data-[dragging=reference]:outline-ring in-data-[dragging=reference]:outline-offset-0 in-data-[dragging=reference]:hover:bg-accent/8";

type LoadedProps = {
  editor: Omit<ExpressionEditorProps, "className" | "after">;
  isFocused: { readonly current: boolean };
};

function Loaded({ editor, isFocused }: LoadedProps) {
  return <ExpressionCodeMirror {...editor} autoFocus={isFocused.current} />;
}

type PlainEditorProps = Omit<ExpressionEditorProps, "className" | "after" | "handle"> & {
  onFocusChange: (focused: boolean) => void;
};

function PlainEditor(props: PlainEditorProps) {
  const { id, label, value, disabled, placeholder, multiline, onChange, onBlur, onFocusChange } = props;
  return (
    <textarea
      id={id}
      rows={1}
      aria-label={label}
      aria-describedby={props["aria-describedby"]}
      aria-invalid={props["aria-invalid"] || undefined}
      aria-required={props["aria-required"] || undefined}
      value={value}
      placeholder={placeholder}
      readOnly={disabled}
      spellCheck={false}
      onChange={({ target }) => onChange(multiline ? target.value : target.value.replaceAll("\n", " "))}
      onFocus={() => onFocusChange(true)}
      onBlur={() => {
        onFocusChange(false);
        onBlur?.();
      }}
      className="field-sizing-content block min-h-7 w-full resize-none break-words bg-transparent px-2.5 py-1.5 font-mono text-xs leading-5 outline-none placeholder:text-muted"
    />
  );
}
