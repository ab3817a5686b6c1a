import { Page } from "../shell/Page.tsx";
import { SecretsPanel } from "./SecretsPanel.tsx";

export function SecretsPage() {
  return (
    <Page title="Secrets">
      <SecretsPanel />
    </Page>
  );
}
