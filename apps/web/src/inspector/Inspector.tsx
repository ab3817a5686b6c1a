import { assertNever } from "@worktrail/shared/errors";
import { GroupSection } from "../groups/GroupSection.tsx";
import { LastRunProvider } from "../last-run/last-run-context.tsx";
import { useDocument, useSession } from "../store/editor-context.tsx";
import { EdgeInspector } from "./EdgeInspector.tsx";
import { type InspectorTarget, inspectorTarget } from "./inspector-target.ts";
import { NoteInspector } from "./NoteInspector.tsx";
import { SelectionInspector } from "./SelectionInspector.tsx";
import { StepInspector } from "./StepInspector.tsx";
import { SegmentInspector } from "./segment/SegmentInspector.tsx";

/** The inspector of an open segment, with what the server knows of its runs. */
export function Inspector() {
  const segment_id = useDocument((state) => state.segment.segment_id);
  return (
    <LastRunProvider segment_id={segment_id}>
      <InspectorPanel />
    </LastRunProvider>
  );
}

/** The panel beside the canvas: what is selected can be read and changed here, the segment where nothing is. */
export function InspectorPanel() {
  const segment = useDocument((state) => state.segment);
  const selection = useSession((state) => state.selection);
  return (
    <section aria-label="Inspector" className="size-full min-h-0 overflow-y-auto bg-raised text-sm">
      <GroupSection />
      <Shown target={inspectorTarget(segment, selection)} />
    </section>
  );
}

function Shown({ target }: { target: InspectorTarget }) {
  switch (target.kind) {
    case "segment":
      return <SegmentInspector />;
    case "step":
      return <StepInspector key={target.step.step_id} step={target.step} index={target.index} />;
    case "edge":
      return <EdgeInspector edge={target.edge} index={target.index} />;
    case "note":
      return <NoteInspector key={target.note.note_id} note={target.note} />;
    case "several":
      return <SelectionInspector />;
    default:
      return assertNever(target);
  }
}
