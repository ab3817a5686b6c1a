import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { VersionWordsFields } from "./VersionWordsFields.tsx";

export type NamedVersion = {
  readonly revision: number;
  readonly name: string | null;
  readonly note: string | null;
};

export interface NameVersionDialogProps {
  segment_id: string;
  version: NamedVersion;
  onClose: () => void;
}

export function NameVersionDialog({ segment_id, version, onClose }: NameVersionDialogProps) {
  const [words, setWords] = useState({ name: version.name ?? "", note: version.note ?? "" });
  const queryClient = useQueryClient();
  const form = useId();
  const name = useMutation(
    trpc.segments.name_version.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.segments.versions.pathFilter());
        onClose();
      },
    }),
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    name.mutate({ segment_id, revision: version.revision, ...words });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Name version ${version.revision}`}
      description="A named version is easy to find in the history."
      footer={
        <Button type="submit" form={form} variant="primary" loading={name.isPending}>
          Save
        </Button>
      }
    >
      <form id={form} onSubmit={send}>
        <VersionWordsFields words={words} onChange={setWords} />
      </form>
    </Dialog>
  );
}
