import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { trpc } from "../api/trpc.ts";
import { SecretNamesProvider } from "../inspector/secrets/secret-names.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { SecretsPanel } from "./SecretsPanel.tsx";

/** Tells the fields of the editor which secrets there are, and lets people make one without leaving it. */
export function EditorSecrets({ children }: { children: ReactNode }) {
  const { data } = useQuery(trpc.secrets.list.queryOptions());
  const [managing, setManaging] = useState(false);
  const known = useMemo(
    () => ({ names: data?.secrets.map(({ name }) => name) ?? null, manage: () => setManaging(true) }),
    [data],
  );
  return (
    <SecretNamesProvider value={known}>
      {children}
      <Dialog open={managing} onOpenChange={setManaging} title="Secrets" size="lg">
        <SecretsPanel />
      </Dialog>
    </SecretNamesProvider>
  );
}
