import { ADDITIONAL_PROPERTY_FLAG, type FieldTemplateProps } from "@rjsf/utils";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/IconButton.tsx";
import { Input } from "../ui/Input.tsx";

/** Puts the name of a property that the person added themselves beside its value. */
export function AdditionalKey(props: Omit<FieldTemplateProps, "children"> & { children: ReactNode }) {
  const { id, label, schema, disabled, readonly, onKeyRenameBlur, onRemoveProperty, children } = props;
  if (!(ADDITIONAL_PROPERTY_FLAG in schema)) return children;
  return (
    <div className="flex items-end gap-2">
      <Input
        key={label}
        id={`${id}-key`}
        aria-label={`Name of ${label}`}
        className="w-2/5"
        defaultValue={label}
        disabled={disabled || readonly}
        onBlur={onKeyRenameBlur}
      />
      {children}
      <IconButton label={`Remove ${label}`} disabled={disabled || readonly} onClick={onRemoveProperty}>
        <Trash2 />
      </IconButton>
    </div>
  );
}
