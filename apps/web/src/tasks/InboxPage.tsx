import { Inbox } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function InboxPage() {
  return (
    <Page title="Inbox">
      <EmptyState icon={Inbox} title="Nothing waits for you">
        When a run asks a person to approve, choose or fill in something, the task appears here.
      </EmptyState>
    </Page>
  );
}
