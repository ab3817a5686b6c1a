import { canExpand, type ObjectFieldTemplateProps } from "@rjsf/utils";
import { Plus } from "lucide-react";
import { Button } from "../ui/Button.tsx";

export function ObjectTemplate(props: ObjectFieldTemplateProps) {
  const { title, description, properties, fieldPathId, schema, uiSchema, formData, disabled, readonly } =
    props;
  const inner = fieldPathId.path.length > 0;
  const fields = (
    <>
      {description && <p className="text-muted text-xs">{description}</p>}
      {properties.map((property) => property.content)}
      {canExpand(schema, uiSchema, formData) && (
        <Button
          size="sm"
          className="self-start"
          disabled={disabled || readonly}
          onClick={props.onAddProperty}
        >
          <Plus aria-hidden />
          Add a field
        </Button>
      )}
    </>
  );
  if (!inner) return <div className="flex flex-col gap-4">{fields}</div>;
  return (
    <fieldset id={fieldPathId.$id} className="min-w-0 rounded-md border border-line p-3">
      {title && <legend className="px-1 font-medium text-xs">{title}</legend>}
      <div className="flex flex-col gap-4">{fields}</div>
    </fieldset>
  );
}
