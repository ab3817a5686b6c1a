import { Play } from "lucide-react";
import { Page } from "../shell/Page.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

export function RunsPage() {
  return (
    <Page title="Runs">
      <EmptyState icon={Play} title="No runs yet">
        Open a segment and press Run; every run is then listed here, live.
      </EmptyState>
    </Page>
  );
}
