import { useMutation } from "@tanstack/react-query";
import { PutSecretInput, SECRET_LIMITS } from "@worktrail/shared/api/secrets";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";

export interface SecretFormProps {
  /** The secret that gets a new value; null for a new one. */
  name: string | null;
  onDone: () => void;
}

type Wrong = { name?: string; value?: string };

/** Makes a secret or replaces its value; what is typed here is never shown again. */
export function SecretForm({ name: known, onDone }: SecretFormProps) {
  const [name, setName] = useState(known ?? "");
  const [value, setValue] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const put = useMutation({ ...trpc.secrets.put.mutationOptions(), meta: { quiet: true } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = PutSecretInput.safeParse({ name, value });
    if (!parsed.success) return setWrong(problems(parsed.error.issues));
    setWrong({});
    put.mutate(parsed.data, {
      onSuccess: () => {
        toast.success(known === null ? `${name} is stored.` : `${name} has a new value.`);
        onDone();
      },
    });
  };
  const refused = put.error ? describeError(put.error).message : undefined;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {known === null && (
        <Field label="Name" hint="Capital letters, digits and underscores." error={wrong.name} required>
          {(control) => (
            <Input
              {...control}
              value={name}
              placeholder="API_KEY"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={({ target }) => setName(target.value.toUpperCase().replaceAll(/[\s-]/g, "_"))}
            />
          )}
        </Field>
      )}
      <Field
        label={known === null ? "Value" : "New value"}
        hint={`At least ${SECRET_LIMITS.value_min} characters. It is stored sealed and never shown again.`}
        error={wrong.value ?? refused}
        required
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            value={value}
            autoComplete="off"
            data-1p-ignore
            className="font-mono"
            onChange={({ target }) => setValue(target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" loading={put.isPending}>
          {known === null ? "Store secret" : "Replace value"}
        </Button>
      </div>
    </form>
  );
}

function problems(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Wrong {
  const at = (field: string) => issues.find(({ path }) => path[0] === field)?.message;
  const name = at("name");
  const value = at("value");
  return { ...(name && { name }), ...(value && { value }) };
}
