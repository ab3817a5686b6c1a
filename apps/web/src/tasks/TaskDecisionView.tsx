import type { TaskAction, TaskDecision } from "@worktrail/shared/step/handler";
import { CircleCheck, CircleX } from "lucide-react";
import { JsonView } from "../ui/JsonView.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { decisionWords } from "./answer.ts";

export interface TaskDecisionViewProps {
  decision: TaskDecision;
  actions: readonly TaskAction[];
}

/** What was decided, by whom and when. */
export function TaskDecisionView({ decision, actions }: TaskDecisionViewProps) {
  const { action, decided_by, decided_at, comment, values } = decision;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <p className="flex items-center gap-2 text-sm">
        {action === "rejected" ? (
          <CircleX aria-hidden className="size-4 shrink-0 text-danger-text" />
        ) : (
          <CircleCheck aria-hidden className="size-4 shrink-0 text-status-completed" />
        )}
        <span>
          <strong className="font-semibold">{decisionWords(actions, action)}</strong> by {decided_by.name},{" "}
          <RelativeTime value={decided_at} />
        </span>
      </p>
      {comment && <p className="whitespace-pre-wrap text-sm">“{comment}”</p>}
      {Object.keys(values).length > 0 && <JsonView value={values} label="Values of the answer" />}
    </div>
  );
}
