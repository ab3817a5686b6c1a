import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { SecretForm } from "./SecretForm.tsx";
import { SecretList } from "./SecretList.tsx";

type Editing = { readonly name: string | null };

/** The organisation's secrets: which there are, and for those who may, making and replacing them. */
export function SecretsPanel() {
  const list = useQuery(trpc.secrets.list.queryOptions());
  const me = useQuery(trpc.session.get.queryOptions());
  const [editing, setEditing] = useState<Editing | null>(null);
  if (list.isPending || me.isPending) return <Loading label="Loading the secrets…" />;
  if (list.isError) {
    return (
      <ErrorState
        title="The secrets cannot be shown"
        message={describeError(list.error).message}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  const { secrets, can_store } = list.data;
  const mayChange = me.data?.permissions.includes("administer") ?? false;
  const add = mayChange && can_store && (
    <Button variant="primary" onClick={() => setEditing({ name: null })}>
      <Plus aria-hidden /> New secret
    </Button>
  );
  return (
    <>
      {!can_store && <NoKey />}
      {secrets.length === 0 ? (
        <EmptyState icon={KeyRound} title="No secrets yet" action={add}>
          {mayChange
            ? "Keep tokens and passwords here, and name them in a step as {{ secrets.NAME }}."
            : "An owner or an administrator of the organisation can add them."}
        </EmptyState>
      ) : (
        <>
          <SecretList secrets={secrets} mayChange={mayChange} onReplace={(name) => setEditing({ name })} />
          {add && <div className="p-4">{add}</div>}
        </>
      )}
      <Dialog
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={editing?.name ? `Replace ${editing.name}` : "New secret"}
        size="sm"
      >
        {editing && <SecretForm name={editing.name} onDone={() => setEditing(null)} />}
      </Dialog>
    </>
  );
}

function NoKey() {
  return (
    <p role="status" className="m-4 rounded-md border border-line bg-surface p-3 text-sm">
      This server has no key to keep secrets with. Whoever runs it sets <code>WORKTRAIL_SECRETS_KEY</code> to
      32 random bytes in base64, the same on every server and worker, and starts them again.
    </p>
  );
}
