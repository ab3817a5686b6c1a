import { Link, useParams } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function RunPage() {
  const { runId } = useParams({ from: "/app/runs/$runId" });
  return (
    <Page title={runId} breadcrumbs={[{ key: "Runs", link: <Link to="/runs">Runs</Link> }]}>
      <EmptyState icon={Play} title="This run has no events yet">
        They appear here as the run goes on.
      </EmptyState>
    </Page>
  );
}
