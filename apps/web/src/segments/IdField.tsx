import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";

export interface IdFieldProps {
  id: string;
  onChange: (id: string) => void;
  problem: string | null;
}

export function IdField({ id, onChange, problem }: IdFieldProps) {
  return (
    <Field
      label="Id"
      required
      hint="Names the segment in files, addresses and events; it stays as it is."
      error={problem}
    >
      {(control) => (
        <Input
          {...control}
          value={id}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
