import { type FormEvent, useId, useState } from "react";
import { useDocument } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { changesInWords, stepNames } from "./change-words.ts";
import type { Publishing } from "./use-publishing.ts";
import { VersionWordsFields } from "./VersionWordsFields.tsx";
import { showHistory, showPublishing } from "./versions-view.ts";

/** Shows what would be published and asks what to call it. */
export function PublishDialog({ publishing }: { publishing: Publishing }) {
  const { state, publish, changes, published, head } = publishing;
  const segment = useDocument((document) => document.segment);
  const [words, setWords] = useState({ name: "", note: "" });
  const [active, setActive] = useState<string | null>(null);
  const form = useId();
  const same = state.name === "published";
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { name, note } = words;
    publish.mutate(
      { ...(name.trim() && { name }), ...(note.trim() && { note }) },
      { onSuccess: () => showPublishing(false) },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={showPublishing}
      title={same ? "This is what is published" : `Publish ${segment.name}`}
      description={
        same
          ? "The drawing is the same as the published version."
          : "The drawing is saved as a version of its own; later edits change nothing of it until you publish again."
      }
      footer={
        <>
          <Button onClick={() => showHistory()}>Version history</Button>
          {same ? (
            <Button variant="primary" onClick={() => showPublishing(false)}>
              Done
            </Button>
          ) : (
            <Button type="submit" form={form} variant="primary" loading={publish.isPending}>
              {state.name === "failed" ? "Try again" : "Publish"}
            </Button>
          )}
        </>
      }
    >
      {head?.published_at && (
        <p className="mb-3 text-muted text-sm">
          Version {head.published_revision} was published <RelativeTime value={head.published_at} /> by{" "}
          {head.published_by?.name}.
        </p>
      )}
      {state.name === "failed" && (
        <p role="alert" className="mb-3 text-danger-text text-sm">
          {state.message}
        </p>
      )}
      {!same && (
        <form id={form} onSubmit={send}>
          <VersionWordsFields words={words} onChange={setWords} />
        </form>
      )}
      {!same && (
        <section aria-label="What changes" className="mt-4">
          <h3 className="mb-1 font-medium text-sm">
            {published ? `Since version ${head?.published_revision}` : "Published for the first time"}
          </h3>
          <p className="mb-2 text-muted text-sm">
            {changes && published
              ? changesInWords(changes)
              : `${counted(segment.steps.length, "step")}, ${counted((segment.edges ?? []).length, "edge")}.`}
          </p>
          {changes && published && (
            <ChangeList
              label="Changes since the published version"
              changes={changes}
              names={stepNames(published, segment)}
              active={active}
              onActivate={setActive}
            />
          )}
        </section>
      )}
    </Dialog>
  );
}
