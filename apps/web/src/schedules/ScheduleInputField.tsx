import { SchemaForm } from "../schema-form/SchemaForm.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Field } from "../ui/Field.tsx";
import type { ScheduleInput } from "./use-schedule-input.ts";

/** Asks for the input of every run, as the start of a single one does. */
export function ScheduleInputField({ input }: { input: ScheduleInput }) {
  const { form, fields, setFields, text, setText, errors } = input;
  const messages = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  if (form === null) {
    return (
      <Field label="Input (JSON)" hint="What each run works on; any JSON value." error={messages.join(" ")}>
        {(control) => (
          <CodeEditor value={text} onChange={setText} label="Input (JSON)" className="h-32" {...control} />
        )}
      </Field>
    );
  }
  const general = errors.filter(({ path }) => path === "");
  return (
    <fieldset className="flex flex-col gap-3 border-line border-t pt-3">
      <legend className="float-left mb-2 w-full font-medium text-xs">Input of each run</legend>
      <SchemaForm schema={form} value={fields} onChange={setFields} errors={errors} />
      {general.map(({ message }) => (
        <p key={message} role="alert" className="text-danger-text text-xs">
          {message}
        </p>
      ))}
    </fieldset>
  );
}
