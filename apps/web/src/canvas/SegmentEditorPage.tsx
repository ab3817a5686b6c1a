import { Link, useParams } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function SegmentEditorPage() {
  const { segmentId } = useParams({ from: "/app/segments/$segmentId" });
  return (
    <Page title={segmentId} breadcrumbs={[{ key: "Segments", link: <Link to="/segments">Segments</Link> }]}>
      <EmptyState icon={Workflow} title="This segment has no steps yet">
        Add a step to begin.
      </EmptyState>
    </Page>
  );
}
