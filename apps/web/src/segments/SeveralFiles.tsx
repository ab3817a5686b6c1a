import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Dialog } from "../ui/Dialog.tsx";
import type { FileOutcome } from "./use-import-file.ts";

/** What became of several files: the segments that were made, and why others were not. */
export function SeveralFiles({
  outcomes,
  onClose,
}: {
  outcomes: readonly FileOutcome[];
  onClose: () => void;
}) {
  const made = outcomes.filter((outcome) => outcome.made).length;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${made} of ${counted(outcomes.length, "file")} imported`}
      description={
        made === outcomes.length
          ? undefined
          : "The other files are as they were, and nothing was made of them."
      }
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className="flex flex-col gap-3">
        {outcomes.map(({ file, made: segment, notes }) => (
          <li key={file} className="flex gap-2 text-sm">
            {segment ? (
              <CircleCheck
                role="img"
                aria-label="Imported"
                className="mt-0.5 size-4 shrink-0 text-success-text"
              />
            ) : (
              <CircleAlert
                role="img"
                aria-label="Refused"
                className="mt-0.5 size-4 shrink-0 text-danger-text"
              />
            )}
            <div className="min-w-0">
              <p className="wrap-anywhere font-medium">
                {segment ? (
                  <Link
                    to="/segments/$segmentId"
                    params={{ segmentId: segment.segment_id }}
                    className="text-accent-text hover:underline"
                  >
                    {segment.name}
                  </Link>
                ) : (
                  file
                )}
              </p>
              {notes.map((note) => (
                <p key={note} className="wrap-anywhere text-muted">
                  {note}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
