import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { queryClient } from "../api/query-client.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { changePassword, hasPasswordQuery, setFirstPassword } from "./session.ts";

const MIN_LENGTH = 10;

export interface PasswordDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  email: string;
}

/** Sets the first password of somebody who came in by a link, or changes the one that there is. */
export function PasswordDialog({ open, onOpenChange, email }: PasswordDialogProps) {
  const { data: known } = useQuery({ ...hasPasswordQuery, enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={known ? "Change your password" : "Set a password"}
      description={`You sign in with ${email} and this password, without a link from the terminal.`}
      size="sm"
    >
      {known !== undefined && <PasswordForm known={known} email={email} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function PasswordForm({ known, email, onDone }: { known: boolean; email: string; onDone: () => void }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (next.length < MIN_LENGTH) return setFailure(`Use at least ${MIN_LENGTH} characters.`);
    setPending(true);
    setFailure(undefined);
    try {
      await (known ? changePassword(current, next) : setFirstPassword(next));
      await queryClient.invalidateQueries({ queryKey: hasPasswordQuery.queryKey });
      toast.success(known ? "Your password is changed." : "Your password is set.");
      onDone();
    } catch (error) {
      setFailure(describeError(error).message);
      setPending(false);
    }
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {known && (
        <PasswordField
          label="Current password"
          kind="current-password"
          value={current}
          onChange={setCurrent}
        />
      )}
      <PasswordField
        label="New password"
        hint={`At least ${MIN_LENGTH} characters.`}
        error={failure}
        kind="new-password"
        value={next}
        onChange={setNext}
      />
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {known ? "Change password" : "Set password"}
      </Button>
    </form>
  );
}
