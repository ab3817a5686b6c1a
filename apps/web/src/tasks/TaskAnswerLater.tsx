import { Suspense } from "react";
import { later } from "../ui/later.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { TaskAnswerProps } from "./TaskAnswer.tsx";

const TaskAnswer = later(() => import("./TaskAnswer.tsx"), "TaskAnswer");

/** A `TaskAnswer` whose code is loaded where a task is open: most runs show none, and forms are heavy. */
export function TaskAnswerLater(props: TaskAnswerProps) {
  return (
    <Suspense fallback={<Skeleton className="h-8 w-40" />}>
      <TaskAnswer {...props} />
    </Suspense>
  );
}
