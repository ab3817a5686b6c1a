import { Inbox } from "./Inbox.tsx";

export function InboxPage() {
  return <Inbox task_id={null} />;
}
