import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { createSegment } from "../canvas/create-segment.ts";
import { focusCanvas } from "../canvas/focus.ts";
import type { SegmentRequests } from "../canvas/segment-requests.ts";
import { selectSteps } from "../canvas/selection.ts";
import { cutSubSegment, replaceBySubSegment, subSegmentOfCut } from "../gestures/extract-sub-segment.ts";
import { suggestId } from "../segments/segment-id.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";

export interface ConvertDialogProps {
  step_ids: ReadonlySet<string>;
  requests: Pick<SegmentRequests, "ids" | "save">;
  onClose: () => void;
}

/** Asks for the name of the segment that the selected steps become. */
export function ConvertDialog({ step_ids, requests, onClose }: ConvertDialogProps) {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const { convert, converting } = useConvert(step_ids, requests, onClose);
  const form = useId();
  const problem = name.trim() === "" ? "Give the segment a name." : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem && !converting) void convert(name.trim());
  };
  const moved =
    step_ids.size === 1
      ? "The step moves into a segment of its own; one step that runs it takes its place."
      : `The ${step_ids.size} steps move into a segment of their own; one step that runs it takes their place.`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Convert to sub-segment"
      description={moved}
      footer={
        <Button type="submit" form={form} variant="primary" loading={converting}>
          Convert
        </Button>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field label="Name" required error={tried ? problem : null}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={200}
              autoComplete="off"
              placeholder="Check an order"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function useConvert(
  step_ids: ReadonlySet<string>,
  requests: Pick<SegmentRequests, "ids" | "save">,
  onDone: () => void,
) {
  const editor = useEditor();
  const queryClient = useQueryClient();
  const [converting, setConverting] = useState(false);
  const convert = async (name: string) => {
    setConverting(true);
    try {
      const answer = cutSubSegment(editor.segment, step_ids, editor.catalog);
      if (!answer.ok) {
        toast.error(answer.why);
        return;
      }
      const wanted = { segment_id: suggestId(name), name };
      const segment_id = await createSegment(requests, subSegmentOfCut(editor.segment, answer.cut, wanted));
      void queryClient.invalidateQueries(trpc.segments.list.pathFilter());
      // The drawing may have changed while the server wrote.
      const now = cutSubSegment(editor.segment, step_ids, editor.catalog);
      if (!now.ok) {
        toast.error(`${name} was made, but the drawing has changed: ${now.why}`);
        return;
      }
      const known = new Set(editor.segment.steps.map((step) => step.step_id));
      const gesture = replaceBySubSegment(now.cut, { segment_id, name }, editor.catalog, editor.placeOf);
      editor.commit(gesture, { label: "Convert to sub-segment" });
      editor.select(selectSteps(editor.segment.steps.map((s) => s.step_id).filter((id) => !known.has(id))));
      editor.announce(`Converted to the sub-segment ${name}.`);
      onDone();
      focusCanvas();
    } catch (error) {
      toast.error(describeError(error).message);
    } finally {
      setConverting(false);
    }
  };
  return { convert, converting };
}
