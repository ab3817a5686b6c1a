import { upstreamOf } from "@worktrail/shared/segment/graph";
import { Pin } from "lucide-react";
import { stepName } from "../canvas/step-look.ts";
import { useEditor } from "../store/editor-context.tsx";
import { pinsOf } from "./pins.ts";

/** Before a run starts: the steps that it will not execute. @param until the step that it ends with, or null */
export function PinnedInRun({ until }: { until: string | null }) {
  const editor = useEditor();
  const { graph } = editor;
  const asked = until === null ? null : upstreamOf(graph, until).add(until);
  const names = Object.keys(pinsOf(editor).given()).flatMap((step_id) => {
    const step = graph.steps.get(step_id);
    return step && (asked?.has(step_id) ?? true) ? [stepName(step.step, step.contract)] : [];
  });
  if (names.length === 0) return null;
  return (
    <p className="flex gap-2 rounded-md border border-line p-2 text-sm">
      <Pin aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent-text" />
      <span>Pinned and not executed: {names.join(", ")}.</span>
    </p>
  );
}
