import { useParams } from "@tanstack/react-router";
import { Inbox } from "./Inbox.tsx";

export function TaskPage() {
  const { taskId } = useParams({ from: "/app/inbox/$taskId" });
  return <Inbox task_id={taskId} />;
}
