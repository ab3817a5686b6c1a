import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleAlert, Terminal } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { describeError } from "../api/errors.ts";
import { queryClient } from "../api/query-client.ts";
import { LogoMark } from "../shell/LogoMark.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { sessionQuery, signIn } from "./session.ts";

export function SignInPage() {
  useDocumentTitle("Sign in");
  const { error } = useSearch({ from: "/sign-in" });
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken p-4">
      <div className="flex w-full max-w-88 flex-col gap-4">
        <div className="mb-2 flex flex-col items-center gap-3 text-center">
          <LogoMark className="size-10" />
          <h1 className="font-semibold text-xl">Sign in to Worktrail</h1>
        </div>
        {error === "link" && (
          <Notice>
            This sign-in link is no longer valid: it works once, within 24 hours. Restart the server and open
            the new link that it prints in the terminal.
          </Notice>
        )}
        <SignInForm />
        <p className="flex items-start gap-2 px-1 text-muted text-xs">
          <Terminal aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            No password yet? Open the sign-in link that the server printed in its terminal when it started.
            For a new link, stop the server and run <code className="font-mono text-text">npm start</code>{" "}
            again.
          </span>
        </p>
      </div>
    </main>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-2 rounded-lg border border-danger-text/40 bg-raised p-3 text-danger-text text-sm"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>{children}</p>
    </div>
  );
}

function SignInForm() {
  const navigate = useNavigate();
  const { from } = useSearch({ from: "/sign-in" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setFailure(undefined);
    try {
      await signIn(email, password);
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ href: from ?? "/segments", replace: true });
    } catch (error) {
      const { code, message } = describeError(error);
      setFailure(
        code === "UNAUTHORIZED"
          ? "E-mail and password do not belong together. Check both and try again."
          : message,
      );
      setPending(false);
    }
  };
  return (
    <form
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-5 shadow-float"
    >
      {failure && <Notice>{failure}</Notice>}
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <PasswordField label="Password" kind="current-password" value={password} onChange={setPassword} />
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
    </form>
  );
}
