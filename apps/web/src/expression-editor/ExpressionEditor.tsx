import { lazy, Suspense, useRef } from "react";
import { codeFrame } from "../ui/CodeEditor.tsx";
import { cn } from "../ui/cn.ts";
import { controlFrame } from "../ui/Input.tsx";
import { CodeErrorBoundary } from "./CodeErrorBoundary.tsx";
import type { ExpressionMode } from "./expression-diagnostics.ts";
import type { NamesInScope } from "./names-in-scope.ts";

const ExpressionCodeMirror = lazy(() =>
  import("./ExpressionCodeMirror.tsx").then((module) => ({ default: module.ExpressionCodeMirror })),
);

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
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  "aria-required"?: boolean | undefined;
}

/**
 * A field for CEL with colours, checks while typing and completion. Until the editor is loaded, and where it
 * cannot be, a plain text field of the same size does the work.
 */
export function ExpressionEditor({ className, ...editor }: ExpressionEditorProps) {
  const isFocused = useRef(false);
  const plain = <PlainEditor {...editor} onFocusChange={(focused) => (isFocused.current = focused)} />;
  return (
    <div className={cn(controlFrame, codeFrame, "min-h-8 p-0", className)}>
      <CodeErrorBoundary fallback={plain}>
        <Suspense fallback={plain}>
          <Loaded editor={editor} isFocused={isFocused} />
        </Suspense>
      </CodeErrorBoundary>
    </div>
  );
}

type LoadedProps = {
  editor: Omit<ExpressionEditorProps, "className">;
  isFocused: { readonly current: boolean };
};

function Loaded({ editor, isFocused }: LoadedProps) {
  return <ExpressionCodeMirror {...editor} autoFocus={isFocused.current} />;
}

type PlainEditorProps = Omit<ExpressionEditorProps, "className"> & {
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
