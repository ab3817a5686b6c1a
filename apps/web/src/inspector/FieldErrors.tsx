import { CircleAlert } from "lucide-react";

/** What is wrong with a field, under it. */
export function FieldErrors({ id, messages }: { id?: string; messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <ul id={id} className="flex flex-col gap-0.5 text-danger-text text-xs">
      {messages.map((message) => (
        <li key={message} className="flex items-start gap-1">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {message}
        </li>
      ))}
    </ul>
  );
}
