import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ClaimButton } from "./ClaimButton.tsx";
import { TaskAnswer } from "./TaskAnswer.tsx";
import { TaskDecisionView } from "./TaskDecisionView.tsx";
import { TaskEvidence } from "./TaskEvidence.tsx";
import { TaskFacts } from "./TaskFacts.tsx";
import type { Task } from "./task-types.ts";

export interface TaskDetailProps {
  task_id: string;
  onBack: () => void;
  onAnswered: () => void;
}

export function TaskDetail({ task_id, onBack, onAnswered }: TaskDetailProps) {
  const query = useQuery(trpc.tasks.get.queryOptions({ task_id }));
  const task = query.data?.task;
  return (
    <div className="mx-auto flex max-w-180 flex-col gap-5 p-4 md:p-6">
      <Button variant="ghost" size="sm" className="self-start md:hidden" onClick={onBack}>
        <ArrowLeft aria-hidden />
        All tasks
      </Button>
      {query.isPending && <Loading label="Loading the task…" />}
      {query.isError && !task && (
        <ErrorState
          title="This task cannot be shown"
          message={describeError(query.error).message}
          onRetry={() => void query.refetch()}
          action={
            <Button asChild>
              <Link to="/inbox">Back to the inbox</Link>
            </Button>
          }
        />
      )}
      {task && <TaskBody task={task} onAnswered={onAnswered} />}
    </div>
  );
}

function TaskBody({ task, onAnswered }: { task: Task; onAnswered: () => void }) {
  const { title, description, data, actions, decision, status } = task;
  return (
    <>
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <h2 className="wrap-anywhere font-semibold text-xl">{title}</h2>
          {status === "open" && <ClaimButton task={task} />}
        </div>
        <TaskFacts task={task} />
      </header>
      {description && <p className="wrap-anywhere whitespace-pre-wrap text-base">{description}</p>}
      {data !== null && <TaskEvidence data={data} />}
      {status === "open" && <TaskAnswer task={task} onAnswered={onAnswered} />}
      {decision && <TaskDecisionView decision={decision} actions={actions} />}
      {status === "expired" && <Closed>Nobody answered this task in time.</Closed>}
      {status === "cancelled" && <Closed>The run ended before this task was answered.</Closed>}
    </>
  );
}

function Closed({ children }: { children: string }) {
  return <p className="rounded-md border border-line bg-surface p-3 text-muted text-sm">{children}</p>;
}
