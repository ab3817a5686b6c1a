import { descriptionId, errorId, type FieldTemplateProps } from "@rjsf/utils";
import { jsonPointer } from "@worktrail/shared/json";
import { CircleAlert } from "lucide-react";
import { Label } from "../ui/Field.tsx";
import { AdditionalKey } from "./AdditionalKey.tsx";

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
          <div className="flex items-center gap-2 [&>label]:self-center">
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

function FieldLabel({ id, label, required, schema }: FieldTemplateProps) {
  return (
    <Label htmlFor={id} className="self-start">
      {typeof schema.title === "string" && schema.title !== "" ? schema.title : label}
      {required && (
        <span aria-hidden className="ml-0.5 text-danger-text">
          *
        </span>
      )}
    </Label>
  );
}
