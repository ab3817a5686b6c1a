import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from "@rjsf/utils";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";

export function ArrayTemplate(props: ArrayFieldTemplateProps) {
  const { title, schema, items, canAdd, onAddClick, required, disabled, readonly, fieldPathId } = props;
  return (
    <fieldset id={fieldPathId.$id} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-xs">
        {title}
        {required && (
          <span aria-hidden className="ml-0.5 text-danger-text">
            *
          </span>
        )}
      </legend>
      {items.length > 0 && <div className="flex flex-col gap-2">{items}</div>}
      {canAdd && (
        <Button size="sm" className="self-start" disabled={disabled || readonly} onClick={onAddClick}>
          <Plus aria-hidden />
          Add<span className="sr-only"> to {title}</span>
        </Button>
      )}
      {schema.description && <p className="text-muted text-xs">{schema.description}</p>}
    </fieldset>
  );
}

export function ArrayItemTemplate(props: ArrayFieldItemTemplateProps) {
  const { children, buttonsProps, hasToolbar, index, disabled, readonly } = props;
  const { hasMoveUp, hasMoveDown, hasRemove } = buttonsProps;
  const off = disabled || readonly;
  const place = `entry ${index + 1}`;
  return (
    <div className="flex items-start gap-1">
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      {hasToolbar && (
        <div className="flex shrink-0">
          {(hasMoveUp || hasMoveDown) && (
            <>
              <IconButton
                label={`Move ${place} up`}
                disabled={off || !hasMoveUp}
                onClick={buttonsProps.onMoveUpItem}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Move ${place} down`}
                disabled={off || !hasMoveDown}
                onClick={buttonsProps.onMoveDownItem}
              >
                <ArrowDown />
              </IconButton>
            </>
          )}
          {hasRemove && (
            <IconButton label={`Remove ${place}`} disabled={off} onClick={buttonsProps.onRemoveItem}>
              <Trash2 />
            </IconButton>
          )}
        </div>
      )}
    </div>
  );
}
