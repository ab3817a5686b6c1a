import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { ComponentType } from "react";

/** What a control for one field gets. It draws the control only; label, hint and error stand around it. */
export interface SchemaControlProps {
  id: string;
  /** For controls that cannot be reached by a `label`: their accessible name. */
  label: string;
  schema: JsonObject;
  /** Undefined while the field is left out. */
  value: JsonValue | undefined;
  /** Undefined takes the field out again. */
  onChange: (value: JsonValue | undefined) => void;
  /** JSON Pointer of the field inside the form's value. */
  path: string;
  disabled: boolean;
  required: boolean;
  "aria-describedby": string;
  "aria-invalid": true | undefined;
}

/** Controls by the `x-control` keyword of a field's schema. */
export type SchemaControls = Readonly<Record<string, ComponentType<SchemaControlProps>>>;
