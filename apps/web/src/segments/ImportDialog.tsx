import type { Segment } from "@worktrail/shared/segment/schema";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { IdField } from "./IdField.tsx";
import { SeveralFiles } from "./SeveralFiles.tsx";
import { freeId, idProblem } from "./segment-id.ts";
import { useCreateSegment } from "./use-create-segment.ts";
import type { FileImport, ImportOffer } from "./use-import-file.ts";

/** Why a file was refused, place by place; or what has to be settled before its segment is made. */
export function ImportDialog({ importing, taken }: { importing: FileImport; taken: ReadonlySet<string> }) {
  const { offer, close } = importing;
  if (!offer) return null;
  if (offer.kind === "several") return <SeveralFiles outcomes={offer.outcomes} onClose={close} />;
  if (offer.kind === "refused") return <RefusedFile offer={offer} onClose={close} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Import ${offer.segment.name}`}
      description={
        taken.has(offer.segment.segment_id)
          ? `A segment with the id ${offer.segment.segment_id} exists already. It stays as it is; the imported one gets an id of its own.`
          : undefined
      }
    >
      <ImportForm segment={offer.segment} changes={offer.changes} taken={taken} onClose={close} />
    </Dialog>
  );
}

interface ImportFormProps {
  segment: Segment;
  changes: readonly string[];
  taken: ReadonlySet<string>;
  onClose: () => void;
}

function ImportForm({ segment, changes, taken, onClose }: ImportFormProps) {
  const [id, setId] = useState(() => freeId(segment.segment_id, taken));
  const { create, creating } = useCreateSegment({ onCreated: onClose });
  const problem = idProblem(id, taken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!problem && !creating) create({ ...segment, segment_id: id });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {changes.length > 0 && (
        <div className="text-sm">
          <p>Changed while reading the file:</p>
          <ul className="mt-1 list-disc pl-5 text-muted">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </div>
      )}
      <IdField id={id} onChange={setId} problem={problem} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Do not import</Button>
        <Button type="submit" variant="primary" loading={creating} disabled={problem !== null}>
          Import as a new segment
        </Button>
      </div>
    </form>
  );
}

function RefusedFile({ offer, onClose }: { offer: ImportOffer & { kind: "refused" }; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Nothing was imported"
      description={offer.message}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className="flex flex-col gap-2">
        {offer.issues.map((issue) => (
          <li key={`${issue.code} ${issue.path} ${issue.message}`} className="text-sm">
            {issue.message}
            {issue.path && (
              <code className="wrap-anywhere block font-mono text-muted text-xs">{issue.path}</code>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
