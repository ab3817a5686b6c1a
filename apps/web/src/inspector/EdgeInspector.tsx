import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";
import { Plus, Spline, Trash2 } from "lucide-react";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { selectSteps } from "../canvas/selection.ts";
import { stepName } from "../canvas/step-look.ts";
import { openPickerOnEdge } from "../picker/open-picker.ts";
import { useEditor, useIssues } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { FieldErrors } from "./FieldErrors.tsx";
import { messagesAt } from "./problems-at.ts";

/** One connection: where it comes from, where it goes. */
export function EdgeInspector({ edge, index }: { edge: Edge; index: number }) {
  const editor = useEditor();
  const problems = useIssues();
  const remove = () => {
    const parts = { steps: new Set<string>(), edges: new Set([edgeKey(edge)]), notes: new Set<string>() };
    removeFromCanvas(editor, parts, "Delete connection");
  };
  return (
    <div className="flex flex-col gap-4 p-3">
      <h2 className="font-semibold text-base">Connection</h2>
      <dl className="flex flex-col gap-3">
        <End label="From" step_id={edge.source_step} port_id={edge.source_port} />
        <End label="To" step_id={edge.target_step} port_id={edge.target_port} />
      </dl>
      <FieldErrors messages={messagesAt(problems, `/edges/${index}`)} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => openPickerOnEdge(editor, edge)}>
          <Plus aria-hidden /> Insert a step…
        </Button>
        <Button size="sm" onClick={() => editor.session.setState({ retargeting: edgeKey(edge) })}>
          <Spline aria-hidden /> Lead elsewhere…
        </Button>
        <Button size="sm" onClick={remove}>
          <Trash2 aria-hidden /> Delete connection
        </Button>
      </div>
    </div>
  );
}

function End({ label, step_id, port_id }: { label: string; step_id: string; port_id: string }) {
  const editor = useEditor();
  const found = editor.graph.steps.get(step_id);
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 flex items-baseline justify-between gap-2">
        {found ? (
          <button
            type="button"
            className="min-w-0 truncate text-left text-accent-text hover:underline"
            onClick={() => editor.select(selectSteps([step_id]))}
          >
            {stepName(found.step, found.contract)}
          </button>
        ) : (
          <span className="min-w-0 truncate">{step_id}</span>
        )}
        <code className="shrink-0 font-mono text-muted text-xs">{port_id}</code>
      </dd>
    </div>
  );
}
