import { Field, type FieldProps } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";

export interface PasswordFieldProps extends Pick<FieldProps, "label" | "hint" | "error"> {
  /** Tells password managers whether to fill in or to suggest. */
  kind: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
}

export function PasswordField({ label, hint, error, kind, value, onChange }: PasswordFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type="password"
          autoComplete={kind}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
