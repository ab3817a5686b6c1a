import { Link, useParams } from "@tanstack/react-router";
import { catalog } from "@worktrail/steps/contracts";
import { templates } from "@worktrail/templates/templates";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { CanvasControls } from "../canvas/CanvasControls.tsx";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { WorkflowCanvas } from "../canvas/WorkflowCanvas.tsx";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { TemplateFacts } from "./TemplateFacts.tsx";
import { useTemplate } from "./use-template.ts";

const breadcrumbs = [
  { key: "Segments", link: <Link to="/segments">Segments</Link> },
  { key: "Templates", link: <Link to="/templates">Templates</Link> },
];

/** One template, to look at before it is used. Nothing is made until somebody asks for it. */
export function TemplatePage() {
  const { templateId } = useParams({ from: "/app/templates/$templateId" });
  const template = templates.find(({ segment }) => segment.segment_id === templateId);
  const [selection, onSelect] = useState(EMPTY_SELECTION);
  const { start, starting } = useTemplate();
  if (!template) return <NoSuchTemplate id={templateId} />;
  const { segment } = template;
  return (
    <Page
      fill
      title={segment.name}
      breadcrumbs={breadcrumbs}
      actions={
        <Button variant="primary" loading={starting} onClick={() => start(template)}>
          Use this template
        </Button>
      }
    >
      <div className="flex h-full flex-col lg:flex-row">
        <div className="relative min-h-80 flex-1">
          <WorkflowCanvas
            segment={segment}
            catalog={catalog}
            mode="run"
            label={`Template ${segment.name}`}
            selection={selection}
            onSelect={onSelect}
          >
            <CanvasControls />
          </WorkflowCanvas>
        </div>
        <TemplateFacts template={template} />
      </div>
    </Page>
  );
}

function NoSuchTemplate({ id }: { id: string }) {
  return (
    <Page title="Templates" breadcrumbs={breadcrumbs}>
      <EmptyState
        icon={LayoutTemplate}
        title={`There is no template “${id}”`}
        action={
          <Button asChild variant="primary">
            <Link to="/templates">All templates</Link>
          </Button>
        }
      >
        It may have been renamed, or belong to another version of Worktrail.
      </EmptyState>
    </Page>
  );
}
