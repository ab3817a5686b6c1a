import type { JsonObject } from "@worktrail/shared/json";
import type { FieldError } from "../schema-form/error-schema.ts";
import { SchemaForm } from "../schema-form/SchemaForm.tsx";

export interface TaskFormProps {
  schema: JsonObject;
  values: JsonObject;
  onChange: (values: JsonObject) => void;
  errors: readonly FieldError[];
  disabled: boolean;
}

/** What a task asks a person to fill in. */
export function TaskForm({ schema, values, onChange, errors, disabled }: TaskFormProps) {
  const general = errors.filter((error) => error.path === "");
  return (
    <div className="flex flex-col gap-3">
      <SchemaForm schema={schema} value={values} onChange={onChange} errors={errors} disabled={disabled} />
      {general.map((error) => (
        <p key={error.message} className="text-danger-text text-xs">
          {error.message}
        </p>
      ))}
    </div>
  );
}
