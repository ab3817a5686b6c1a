import { ariaDescribedByIds, type WidgetProps } from "@rjsf/utils";
import { sameValue } from "@worktrail/shared/segment/same-value";
import { Checkbox } from "../ui/Checkbox.tsx";
import { Select } from "../ui/Select.tsx";
import { Switch } from "../ui/Switch.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { isMixed } from "./form-context.ts";
import { controlAttributes } from "./text-widgets.tsx";

const NOT_SET = "not set";

export function SelectWidget(props: WidgetProps) {
  const { id, value, options, required, onChange, disabled, readonly, schema, name, registry } = props;
  const choices = options.enumOptions ?? [];
  const mixed = value === undefined && isMixed(registry.formContext, [name]);
  const shown: unknown = value === undefined && !mixed ? schema.default : value;
  const chosen = choices.findIndex((choice) => sameValue(choice.value, shown));
  const attributes = controlAttributes(props);
  const clearable = !required && schema.default === undefined;
  if (!clearable && !schema.oneOf && fitsInOneLine(choices)) {
    return (
      <ToggleGroup
        id={id}
        label={props.label}
        value={chosen < 0 ? "" : String(chosen)}
        disabled={disabled || readonly || false}
        onValueChange={(index) => onChange(choices[Number(index)]?.value)}
        options={choices.map((choice, index) => ({ value: String(index), label: choice.label }))}
        aria-describedby={attributes["aria-describedby"]}
        className="flex"
      />
    );
  }
  return (
    <Select
      id={id}
      {...(mixed && { placeholder: "Mixed" })}
      value={chosen < 0 ? undefined : String(chosen)}
      disabled={disabled || readonly || false}
      onValueChange={(index) => onChange(index === NOT_SET ? undefined : choices[Number(index)]?.value)}
      options={[
        ...(clearable ? [{ value: NOT_SET, label: "Not set" }] : []),
        ...choices.map((choice, index) => ({ value: String(index), label: choice.label })),
      ]}
      aria-describedby={attributes["aria-describedby"]}
      {...(attributes["aria-label"] ? { "aria-label": attributes["aria-label"] } : {})}
      {...(attributes["aria-invalid"] ? { "aria-invalid": true } : {})}
    />
  );
}

const LINE_LENGTH = 34;

/** A few short words are better seen side by side than behind a button. */
function fitsInOneLine(choices: readonly { label: string }[]): boolean {
  const letters = choices.reduce((sum, { label }) => sum + label.length + 2, 0);
  return choices.length >= 2 && choices.length <= 4 && letters <= LINE_LENGTH;
}

export function SwitchWidget(props: WidgetProps) {
  const { id, value, schema, onChange, disabled, readonly, label, hideLabel } = props;
  const shown: unknown = value === undefined ? schema.default : value;
  return (
    <Switch
      id={id}
      checked={shown === true}
      disabled={disabled || readonly || false}
      aria-label={hideLabel ? label : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      onCheckedChange={(checked) => onChange(checked)}
    />
  );
}

export function CheckboxesWidget({ id, value, options, onChange, disabled, readonly, label }: WidgetProps) {
  const choices = options.enumOptions ?? [];
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const isChosen = (candidate: unknown) => chosen.some((one) => sameValue(one, candidate));
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field around it has the label already.
    <div role="group" aria-label={label} className="flex flex-col gap-2">
      {choices.map((choice, index) => (
        <label
          key={String(choice.value)}
          htmlFor={`${id}-${index}`}
          className="flex items-center gap-2 text-sm"
        >
          <Checkbox
            id={`${id}-${index}`}
            checked={isChosen(choice.value)}
            disabled={disabled || readonly || false}
            onCheckedChange={(checked) =>
              onChange(
                choices
                  .filter((one) => (one === choice ? checked === true : isChosen(one.value)))
                  .map((one) => one.value as unknown),
              )
            }
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
