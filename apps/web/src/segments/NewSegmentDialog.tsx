import { Link } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { IdField } from "./IdField.tsx";
import { freeId, idProblem, suggestId } from "./segment-id.ts";
import { useCreateSegment } from "./use-create-segment.ts";

export interface NewSegmentDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  taken: ReadonlySet<string>;
}

export function NewSegmentDialog({ open, onOpenChange, taken }: NewSegmentDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="New segment"
      description="Start empty: give it a name, you draw the steps next."
    >
      {open && <NewSegmentForm taken={taken} onCreated={() => onOpenChange(false)} />}
      <p className="mt-4 flex items-center gap-3 border-line border-t pt-4 text-muted text-sm">
        <LayoutTemplate aria-hidden className="size-4 shrink-0" />
        <span className="flex-1">Or begin with one that works already.</span>
        <Button asChild size="sm">
          <Link to="/templates">From a template</Link>
        </Button>
      </p>
    </Dialog>
  );
}

function NewSegmentForm({ taken, onCreated }: { taken: ReadonlySet<string>; onCreated: () => void }) {
  const [name, setName] = useState("");
  const [ownId, setOwnId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const { create, creating } = useCreateSegment({ onCreated });
  const id = ownId ?? (name.trim() === "" ? "" : freeId(suggestId(name), taken));
  const problem = idProblem(id, taken);
  const nameProblem = name.trim() === "" ? "Give the segment a name." : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem || nameProblem || creating) return;
    create({ segment_id: id, name: name.trim(), version: "1.0.0", steps: [] });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" required error={tried ? nameProblem : null}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={200}
            autoComplete="off"
            placeholder="Order intake"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <IdField
        id={id}
        onChange={setOwnId}
        problem={tried || (ownId !== null && ownId !== "") ? problem : null}
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={creating}>
          Create
        </Button>
      </div>
    </form>
  );
}
