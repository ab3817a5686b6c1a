import { Workflow } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function SegmentsPage() {
  return (
    <Page title="Segments">
      <EmptyState icon={Workflow} title="No segments yet">
        A segment is a workflow: steps on a canvas, joined by the data that flows between them.
      </EmptyState>
    </Page>
  );
}
