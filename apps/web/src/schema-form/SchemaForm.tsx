// Not from the package's index: that one also loads a validator which we do without.
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import type { JsonObject } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";
import { useId, useMemo } from "react";
import { ArrayItemTemplate, ArrayTemplate } from "./ArrayTemplate.tsx";
import { CheckboxesWidget, SelectWidget, SwitchWidget } from "./choice-widgets.tsx";
import type { SchemaControls } from "./controls.ts";
import { errorSchemaOf, type FieldError } from "./error-schema.ts";
import { FieldTemplate } from "./FieldTemplate.tsx";
import { type FormContext, NOTHING_MIXED } from "./form-context.ts";
import { ObjectTemplate } from "./ObjectTemplate.tsx";
import { ControlField, JsonField, ScalarField, UnionField } from "./own-fields.tsx";
import { schemaValidator } from "./schema-validator.ts";
import {
  ColorWidget,
  DateTimeWidget,
  DateWidget,
  EmailWidget,
  PasswordWidget,
  TextareaWidget,
  TextWidget,
  TimeWidget,
  UrlWidget,
} from "./text-widgets.tsx";
import { uiSchemaFor } from "./ui-schema.ts";

const widgets = {
  CheckboxesWidget,
  CheckboxWidget: SwitchWidget,
  ColorWidget,
  DateTimeWidget,
  DateWidget,
  EmailWidget,
  PasswordWidget,
  RadioWidget: SelectWidget,
  RangeWidget: TextWidget,
  SelectWidget,
  TextareaWidget,
  TextWidget,
  TimeWidget,
  UpDownWidget: TextWidget,
  URLWidget: UrlWidget,
};
const fields = { control: ControlField, json: JsonField, scalar: ScalarField, union: UnionField };
const templates = {
  ArrayFieldItemTemplate: ArrayItemTemplate,
  ArrayFieldTemplate: ArrayTemplate,
  FieldTemplate,
  ObjectFieldTemplate: ObjectTemplate,
};
/** A field that was never touched stays out of the value: defaults are shown, not written. */
const asWritten = {
  emptyObjectFields: "skipDefaults",
  arrayMinItems: { populate: "never" },
  constAsDefaults: "never",
} as const;
const NO_CONTROLS: SchemaControls = {};
const NO_ERRORS: readonly FieldError[] = [];

export interface SchemaFormProps {
  /** A JSON Schema of type object. */
  schema: JsonObject;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** Laid over what the schema itself asks for. */
  uiSchema?: UiSchema;
  /** Controls for fields whose schema names one with `x-control`. */
  widgets?: SchemaControls;
  disabled?: boolean;
  /** Shown by the fields they name. The form itself refuses nothing. */
  errors?: readonly FieldError[];
  /** Top-level fields whose values differ among the things that the form stands for; they show as "Mixed". */
  mixed?: ReadonlySet<string>;
}

/** What is laid over a field adds to what its schema asks for. */
function over(own: UiSchema, laidOver: UiSchema = {}): UiSchema {
  const fields = Object.entries(laidOver).map(([field, more]) => [field, { ...own[field], ...more }]);
  return { ...own, ...Object.fromEntries(fields) };
}

/** A form for any JSON Schema. It has no submit button and may stand inside another form. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, value, onChange, disabled = false } = props;
  const { uiSchema: laidOver, widgets: controls = NO_CONTROLS, errors = NO_ERRORS } = props;
  const { mixed = NOTHING_MIXED } = props;
  const prefix = useId();
  const uiSchema = useMemo<UiSchema>(
    () => ({
      ...over(uiSchemaFor(schema as RJSFSchema, controls), laidOver),
      "ui:submitButtonOptions": { norender: true },
    }),
    [schema, controls, laidOver],
  );
  const formContext = useMemo<FormContext>(
    () => ({ controls, mixed, uiSchemaFor: (part) => uiSchemaFor(part, controls) }),
    [controls, mixed],
  );
  const extraErrors = useMemo(() => errorSchemaOf(errors), [errors]);
  return (
    <Form<unknown>
      tagName="div"
      idPrefix={`form${prefix}`}
      schema={schema as RJSFSchema}
      uiSchema={uiSchema}
      formData={value}
      formContext={formContext}
      validator={schemaValidator}
      widgets={widgets}
      fields={fields}
      templates={templates}
      extraErrors={extraErrors}
      experimental_defaultFormStateBehavior={asWritten}
      disabled={disabled}
      showErrorList={false}
      noHtml5Validate
      noValidate
      onChange={({ formData }) => {
        const next = (formData ?? {}) as JsonObject;
        if (!sameValue(next, value)) onChange(next);
      }}
    />
  );
}
