import { descriptionId, errorId, type FieldTemplateProps } from "@rjsf/utils";
import { jsonPointer } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";
import { CircleAlert, RotateCcw } from "lucide-react";
import { Badge } from "../ui/Badge.tsx";
import { Label } from "../ui/Field.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { AdditionalKey } from "./AdditionalKey.tsx";
import { isMixed } from "./form-context.ts";

/** Label, hint and error around one control; objects and lists bring their own headings. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, hidden, children, schema, uiSchema, rawErrors = [], rawDescription, fieldPathId } = props;
  if (hidden) return <div className="hidden">{children}</div>;
  const ownField = uiSchema?.["ui:field"] !== undefined;
  const bare = uiSchema?.["ui:options"]?.label === false;
  const isSwitch = schema.type === "boolean" && !ownField && !schema.enum;
  const labelled = (props.displayLabel || ownField) && !isSwitch && !bare;
  const hint = (labelled || isSwitch) && rawDescription;
  return (
    <AdditionalKey {...props}>
      <div
        data-field-path={jsonPointer(...fieldPathId.path)}
        className="flex min-w-0 flex-1 flex-col gap-1.5"
      >
        {labelled && <FieldLabel {...props} />}
        {isSwitch ? (
          <div className="flex items-center gap-2">
            {children}
            <FieldLabel {...props} />
          </div>
        ) : (
          children
        )}
        {hint && (
          <p id={descriptionId(id)} className="text-muted text-xs">
            {hint}
          </p>
        )}
        {rawErrors.length > 0 && (
          <ul id={errorId(id)} className="flex flex-col gap-0.5 text-danger-text text-xs">
            {rawErrors.map((error) => (
              <li key={error} className="flex items-start gap-1">
                <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
                {error}
              </li>
            ))}
          </ul>
        )}
      </div>
    </AdditionalKey>
  );
}

function FieldLabel(props: FieldTemplateProps) {
  const { id, label, required, schema, fieldPathId, registry } = props;
  const title = typeof schema.title === "string" && schema.title !== "" ? schema.title : label;
  return (
    <div className="flex min-h-4 items-center gap-2">
      <Label htmlFor={id}>
        {title}
        {required && (
          <span aria-hidden className="ml-0.5 text-danger-text">
            *
          </span>
        )}
      </Label>
      {isMixed(registry.formContext, fieldPathId.path) && <Badge>Mixed</Badge>}
      <ResetButton {...props} title={title} />
    </div>
  );
}

/** Takes the field out again where its schema says what applies then. */
function ResetButton(props: FieldTemplateProps & { title: string }) {
  const { title, schema, formData, onChange, fieldPathId, disabled, readonly } = props;
  const value: unknown = formData;
  if (disabled || readonly || schema.default === undefined) return null;
  if (value === undefined || sameValue(value, schema.default)) return null;
  return (
    <IconButton
      label={`Reset ${title} to ${JSON.stringify(schema.default)}`}
      size="sm"
      className="-my-1 ml-auto size-5 [&_svg]:size-3.5"
      onClick={() => onChange(undefined, fieldPathId.path)}
    >
      <RotateCcw />
    </IconButton>
  );
}
