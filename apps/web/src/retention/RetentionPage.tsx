import { Page } from "../shell/Page.tsx";
import { RetentionPanel } from "./RetentionPanel.tsx";

export function RetentionPage() {
  return (
    <Page title="Kept runs">
      <RetentionPanel />
    </Page>
  );
}
