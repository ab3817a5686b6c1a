import { ariaDescribedByIds, localToUTC, utcToLocal, type WidgetProps } from "@rjsf/utils";
import { useId } from "react";
import { Input } from "../ui/Input.tsx";
import { Textarea } from "../ui/Textarea.tsx";
import { NumberInput } from "./NumberInput.tsx";

/** The attributes that every native control of the form shares. */
export function controlAttributes(props: WidgetProps) {
  const { id, htmlName, disabled, readonly, required, rawErrors, hideLabel, label, autofocus } = props;
  return {
    id,
    name: htmlName ?? id,
    disabled,
    readOnly: readonly,
    "aria-required": required || undefined,
    "aria-invalid": rawErrors && rawErrors.length > 0 ? (true as const) : undefined,
    "aria-describedby": ariaDescribedByIds(id),
    "aria-label": hideLabel ? label : undefined,
    autoFocus: autofocus,
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function exampleOf({ placeholder, schema }: WidgetProps): string | undefined {
  if (placeholder) return placeholder;
  const example: unknown = Array.isArray(schema.examples) ? schema.examples[0] : schema.default;
  return typeof example === "string" || typeof example === "number" ? String(example) : undefined;
}

function createTextWidget(type: "text" | "email" | "url" | "password" | "date" | "time" | "color") {
  return function TextWidget(props: WidgetProps) {
    const { schema, value, options, onChange, onBlur, onFocus, id } = props;
    const suggestions = useId();
    const examples = type === "text" && Array.isArray(schema.examples) ? schema.examples : [];
    if (schema.type === "number" || schema.type === "integer") return <NumberWidget {...props} />;
    return (
      <>
        <Input
          {...controlAttributes(props)}
          type={type}
          list={examples.length > 0 ? suggestions : undefined}
          autoComplete="off"
          value={textOf(value)}
          placeholder={exampleOf(props)}
          onChange={({ target }) => onChange(target.value === "" ? options.emptyValue : target.value)}
          onBlur={({ target }) => onBlur(id, target.value)}
          onFocus={({ target }) => onFocus(id, target.value)}
        />
        {examples.length > 0 && (
          <datalist id={suggestions}>
            {examples.map((example) => (
              <option key={textOf(example)} value={textOf(example)} />
            ))}
          </datalist>
        )}
      </>
    );
  };
}

function NumberWidget(props: WidgetProps) {
  const { schema, value, options, onChange, onBlur, id } = props;
  return (
    <NumberInput
      {...controlAttributes(props)}
      schema={schema}
      value={value}
      text={textOf(value)}
      placeholder={exampleOf(props)}
      onText={(text) => onChange(text === "" ? options.emptyValue : text)}
      onBlur={({ target }) => onBlur(id, target.value)}
    />
  );
}

export const TextWidget = createTextWidget("text");
export const EmailWidget = createTextWidget("email");
export const UrlWidget = createTextWidget("url");
export const PasswordWidget = createTextWidget("password");
export const DateWidget = createTextWidget("date");
export const TimeWidget = createTextWidget("time");
export const ColorWidget = createTextWidget("color");

/** Shows the moment in the person's own time zone and keeps it in UTC. */
export function DateTimeWidget(props: WidgetProps) {
  const { value, options, onChange } = props;
  return (
    <Input
      {...controlAttributes(props)}
      type="datetime-local"
      value={typeof value === "string" ? utcToLocal(value) : ""}
      onChange={({ target }) => onChange(localToUTC(target.value) ?? options.emptyValue)}
    />
  );
}

export function TextareaWidget(props: WidgetProps) {
  const { value, options, onChange } = props;
  return (
    <Textarea
      {...controlAttributes(props)}
      rows={options.rows ?? 3}
      value={textOf(value)}
      placeholder={exampleOf(props)}
      onChange={({ target }) => onChange(target.value === "" ? options.emptyValue : target.value)}
    />
  );
}
