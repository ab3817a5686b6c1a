import type { Issue } from "@worktrail/shared/segment/issue";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useInsertFragment } from "../clipboard/use-insert.ts";
import { replaceContents } from "../gestures/replace-contents.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { useFit } from "./use-fit.ts";

/** What to do with a whole segment while another is open, or why a text was refused. */
export function ImportDialog({ onCreate }: { onCreate: (segment: Segment) => Promise<void> }) {
  const editor = useEditor();
  const offer = useSession((state) => state.import_offer);
  const close = () => editor.session.setState({ import_offer: null });
  if (!offer) return null;
  if (offer.kind === "refused") return <RefusedImport {...offer} onClose={close} />;
  return <ImportChoice {...offer} onClose={close} onCreate={onCreate} />;
}

interface ImportChoiceProps {
  segment: Segment;
  changes: readonly string[];
  onClose: () => void;
  onCreate: (segment: Segment) => Promise<void>;
}

function ImportChoice({ segment, changes, onClose, onCreate }: ImportChoiceProps) {
  const editor = useEditor();
  const insert = useInsertFragment();
  const { fitAll } = useFit();
  const replace = () => {
    editor.commit(replaceContents(segment), { label: "Import" });
    requestAnimationFrame(fitAll);
    onClose();
  };
  const insertSteps = () => {
    insert({ steps: segment.steps, edges: segment.edges ?? [], notes: segment.notes ?? [] }, "Insert steps");
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Import ${segment.name}`}
      description={`${counted(segment.steps.length, "step")}, ${counted(segment.edges?.length ?? 0, "connection")}. Replacing what is drawn here can be undone.`}
      footer={
        <>
          <Button onClick={insertSteps}>Insert the steps</Button>
          <Button onClick={replace}>Replace this one</Button>
          <Button variant="primary" onClick={() => void onCreate(segment).then(onClose)}>
            As a new segment
          </Button>
        </>
      }
    >
      {changes.length > 0 && (
        <>
          <p className="text-sm">Changed while reading it:</p>
          <ul className="mt-1 list-disc pl-5 text-muted text-sm">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

interface RefusedImportProps {
  message: string;
  issues: readonly Issue[];
  onClose: () => void;
}

function RefusedImport({ message, issues, onClose }: RefusedImportProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Nothing was imported"
      description={`${message} The drawing is as it was.`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className="flex flex-col gap-2">
        {issues.map((issue) => (
          <li key={`${issue.code} ${issue.path} ${issue.message}`} className="text-sm">
            {issue.message}
            {issue.path && <code className="ml-2 font-mono text-muted text-xs">{issue.path}</code>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
