import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { Play } from "lucide-react";
import { useState } from "react";
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
  const [text, setText] = useState(
    () => rememberedInput(segment.segment_id) ?? pretty(sampleInput(segment.input_schema)),
  );
  const read = readJson(text);
  const start = () => {
    if (!read.ok) return;
    sessionStorage.setItem(storageKey(segment.segment_id), text);
    onStart(read.value);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
      className="flex flex-col gap-3"
    >
      <Field
        label="Input (JSON)"
        error={read.ok ? undefined : read.message}
        hint={hintOf(segment.input_schema)}
      >
        {(control) => (
          <CodeEditor value={text} onChange={setText} label="Input (JSON)" className="h-44" {...control} />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={starting} disabled={!read.ok}>
          <Play aria-hidden /> Start run
        </Button>
      </div>
    </form>
  );
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

function hintOf(schema: JsonObject | undefined): string | undefined {
  const required = schema?.required;
  if (!isJsonObject(schema?.properties)) return undefined;
  const names = Object.keys(schema.properties);
  if (names.length === 0) return undefined;
  const needed = Array.isArray(required) ? names.filter((name) => required.includes(name)) : [];
  return needed.length > 0 ? `Needed: ${needed.join(", ")}.` : `May hold: ${names.join(", ")}.`;
}
