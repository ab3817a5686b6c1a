import { Link, useParams } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function TaskPage() {
  const { taskId } = useParams({ from: "/app/inbox/$taskId" });
  return (
    <Page title={taskId} breadcrumbs={[{ key: "Inbox", link: <Link to="/inbox">Inbox</Link> }]}>
      <EmptyState icon={Inbox} title="This task has nothing to show">
        Go back to the inbox to see what waits.
      </EmptyState>
    </Page>
  );
}
