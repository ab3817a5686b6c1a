import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SetRetentionInput } from "@worktrail/shared/api/retention";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";

export interface RetentionFormProps {
  /** The rule as it is; null: there is none. */
  days: number | null;
}

/** Sets the organisation's rule; a shorter time than before asks first, since it removes runs. */
export function RetentionForm({ days }: RetentionFormProps) {
  const queryClient = useQueryClient();
  const [text, setText] = useState(days === null ? "" : String(days));
  const [wrong, setWrong] = useState<string>();
  const [asked, setAsked] = useState<number | null>(null);
  const set = useMutation({ ...trpc.retention.set.mutationOptions(), meta: { quiet: true } });
  const save = (value: number | null) =>
    set.mutate(
      { days: value },
      {
        onSuccess: (rule) => {
          queryClient.setQueryData(trpc.retention.get.queryKey(), rule);
          toast.success("The rule is saved.");
        },
        onSettled: () => setAsked(null),
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = text.trim();
    const parsed = SetRetentionInput.safeParse({ days: trimmed === "" ? null : Number(trimmed) });
    setWrong(parsed.error?.issues[0]?.message);
    if (!parsed.success) return;
    const value = parsed.data.days;
    if (value !== null && (days === null || value < days)) setAsked(value);
    else save(value);
  };
  const refused = set.error ? describeError(set.error).message : undefined;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <Field label="Days to keep runs" hint="Leave it empty to have no rule." error={wrong ?? refused}>
        {(control) => (
          <Input
            {...control}
            value={text}
            inputMode="numeric"
            autoComplete="off"
            className="w-32"
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" loading={set.isPending}>
          Save rule
        </Button>
      </div>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title="Remove old runs?"
        description={`Runs that ended more than ${asked} ${asked === 1 ? "day" : "days"} ago are removed from now on, within the hour. They cannot be brought back.`}
        confirmLabel="Save and remove"
        danger
        pending={set.isPending}
        onConfirm={() => asked !== null && save(asked)}
      />
    </form>
  );
}
