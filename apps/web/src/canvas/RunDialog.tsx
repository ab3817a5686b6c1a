import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { SchemaForm } from "../schema-form/SchemaForm.tsx";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { sampleInput } from "./sample-input.ts";

export interface RunDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  starting: boolean;
  onStart: (input: JsonValue) => void;
}

/** Asks for the run's input. The input of the last run of this segment stands there first. */
export function RunDialog({ open, onOpenChange, starting, onStart }: RunDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Run this segment"
      description="Steps without a step before them receive this input."
      size="md"
    >
      {open && <RunForm starting={starting} onStart={onStart} />}
    </Dialog>
  );
}

function RunForm({ starting, onStart }: Pick<RunDialogProps, "starting" | "onStart">) {
  const { segment } = useEditor();
  const schema = segment.input_schema;
  const [text, setText] = useState(() => rememberedInput(segment.segment_id) ?? pretty(sampleInput(schema)));
  const [asForm, setAsForm] = useState(hasFields(schema));
  const read = readJson(text);
  const start = (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok) return;
    sessionStorage.setItem(storageKey(segment.segment_id), text);
    onStart(read.value);
  };
  const formValue = asForm && schema && read.ok && isJsonObject(read.value) ? read.value : null;
  return (
    <form onSubmit={start} className="flex flex-col gap-4">
      {formValue && schema ? (
        <SchemaForm schema={schema} value={formValue} onChange={(value) => setText(pretty(value))} />
      ) : (
        <Field label="Input (JSON)" error={read.ok ? undefined : read.message}>
          {(control) => (
            <CodeEditor value={text} onChange={setText} label="Input (JSON)" className="h-44" {...control} />
          )}
        </Field>
      )}
      <div className="flex justify-end gap-2">
        {hasFields(schema) && (
          <Button variant="ghost" onClick={() => setAsForm(!asForm)}>
            {formValue ? "Write JSON" : "Fill in the form"}
          </Button>
        )}
        <Button type="submit" variant="primary" loading={starting} disabled={!read.ok}>
          <Play aria-hidden /> Start run
        </Button>
      </div>
    </form>
  );
}

function hasFields(schema: JsonObject | undefined): boolean {
  return isJsonObject(schema?.properties) && Object.keys(schema.properties).length > 0;
}

function storageKey(segment_id: string): string {
  return `worktrail.run-input.${segment_id}`;
}

function rememberedInput(segment_id: string): string | null {
  return sessionStorage.getItem(storageKey(segment_id));
}

function pretty(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

function readJson(text: string): { ok: true; value: JsonValue } | { ok: false; message: string } {
  if (text.trim() === "") return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, message: "This is not JSON yet. Look for a missing quote, comma or bracket." };
  }
}
