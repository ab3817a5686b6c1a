import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { RunConfig } from "@worktrail/shared/run/events";
import { DEFAULT_PRIORITY } from "@worktrail/shared/run/priority";
import type { Segment } from "@worktrail/shared/segment/schema";
import { Play } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { sampleInput } from "../canvas/sample-input.ts";
import type { FieldError } from "../schema-form/error-schema.ts";
import { formErrors } from "../schema-form/form-errors.ts";
import { SchemaForm } from "../schema-form/SchemaForm.tsx";
import { Button } from "../ui/Button.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { PrioritySelect } from "./PrioritySelect.tsx";
import { asksForFields, firstInput, recallInput, rememberInput } from "./run-input-memory.ts";

export interface RunInputDialogProps {
  segment: Segment;
  /** Left out, it says which segment runs. */
  title?: string;
  /** Stands above the button: what else is to be known of this run. */
  note?: ReactNode;
  /** Left out, what this person ran the segment with last. */
  initial?: JsonValue;
  /** False where the run keeps the settings of another one. */
  asksPriority?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets an input that fits the segment's `input_schema`. The caller starts the run and closes the dialog. */
  onStart: (input: JsonValue, config: RunConfig) => void;
  /** The run is being started. */
  starting?: boolean;
}

/** Asks for the input of a run: as a form where the segment says what it needs, as JSON otherwise. */
export function RunInputDialog(props: RunInputDialogProps) {
  const { segment, title, note, initial, asksPriority = true, open, onOpenChange, onStart } = props;
  const { starting = false } = props;
  const schema = segment.input_schema;
  const start = (input: JsonValue, config: RunConfig) => {
    rememberInput(segment.segment_id, input);
    onStart(input, config);
  };
  const input = { segment, note, initial, asksPriority, starting, onStart: start };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title ?? `Run ${segment.name}`}
      description={
        asksForFields(schema)
          ? "What this run works on."
          : "Steps without a step before them receive this input."
      }
    >
      {open && asksForFields(schema) && <InputForm {...input} schema={schema} />}
      {open && !asksForFields(schema) && <InputJson {...input} />}
    </Dialog>
  );
}

interface InputProps {
  segment: Segment;
  note: ReactNode;
  initial: JsonValue | undefined;
  asksPriority: boolean;
  starting: boolean;
  onStart: (input: JsonValue, config: RunConfig) => void;
}

function InputForm({
  segment,
  schema,
  initial,
  starting,
  onStart,
  ...frame
}: InputProps & { schema: JsonObject }) {
  const [value, setValue] = useState(() => firstInput(schema, initial ?? recallInput(segment.segment_id)));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const start = (config: RunConfig) => {
    const found = formErrors(schema, value);
    setErrors(found);
    if (found.length === 0) onStart(value, config);
  };
  const change = (next: JsonObject) => {
    setValue(next);
    if (errors.length > 0) setErrors(formErrors(schema, next));
  };
  return (
    <StartFrame {...frame} starting={starting} onStart={start}>
      <SchemaForm schema={schema} value={value} onChange={change} errors={errors} disabled={starting} />
      <GeneralErrors errors={errors.filter(({ path }) => path === "")} />
    </StartFrame>
  );
}

function InputJson({ segment, initial, starting, onStart, ...frame }: InputProps) {
  const schema = segment.input_schema;
  const [text, setText] = useState(() =>
    JSON.stringify(
      initial === undefined ? (recallInput(segment.segment_id) ?? sampleInput(schema)) : initial,
      null,
      2,
    ),
  );
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const start = (config: RunConfig) => {
    const read = readJson(text);
    const found = read.ok
      ? schema
        ? formErrors(schema, read.value)
        : []
      : [{ path: "", message: "This is not JSON yet. Look for a missing quote, comma or bracket." }];
    setErrors(found);
    if (read.ok && found.length === 0) onStart(read.value, config);
  };
  const messages = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  return (
    <StartFrame {...frame} starting={starting} onStart={start}>
      <Field
        label="Input (JSON)"
        hint="Any JSON value; leave it as it is to run with that."
        error={messages.join(" ")}
      >
        {(control) => (
          <CodeEditor value={text} onChange={setText} label="Input (JSON)" className="h-44" {...control} />
        )}
      </Field>
    </StartFrame>
  );
}

function readJson(text: string): { ok: true; value: JsonValue } | { ok: false } {
  if (text.trim() === "") return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

interface StartFrameProps extends Pick<InputProps, "note" | "asksPriority" | "starting"> {
  onStart: (config: RunConfig) => void;
  children: ReactNode;
}

function StartFrame({ note, asksPriority, starting, onStart, children }: StartFrameProps) {
  const [priority, setPriority] = useState(DEFAULT_PRIORITY);
  const start = () => onStart(priority === DEFAULT_PRIORITY ? {} : { priority });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || starting) return;
    event.preventDefault();
    event.stopPropagation();
    start();
  };
  return (
    // Keys pressed in any field of the form come by here.
    <div role="presentation" onKeyDownCapture={onKeyDown} className="flex flex-col gap-4">
      {children}
      {note}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <div className="mr-auto">
          {asksPriority && <PrioritySelect value={priority} onChange={setPriority} disabled={starting} />}
        </div>
        <Kbd keys={["mod", "enter"]} className="text-muted text-xs" />
        <Button variant="primary" loading={starting} onClick={start}>
          <Play aria-hidden />
          Start run
        </Button>
      </div>
    </div>
  );
}

function GeneralErrors({ errors }: { errors: readonly FieldError[] }) {
  return errors.map(({ message }) => (
    <p key={message} role="alert" className="text-danger-text text-xs">
      {message}
    </p>
  ));
}
