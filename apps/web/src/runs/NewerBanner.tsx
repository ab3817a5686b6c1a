import { TriangleAlert } from "lucide-react";
import { useRunStore } from "./run-context.tsx";

/** The journal holds what this page cannot read: it says so rather than showing half of it as the whole. */
export function NewerBanner() {
  const newer = useRunStore((state) => state.newer);
  if (!newer) return null;
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-line border-b bg-warning-text/10 px-4 py-2 text-sm text-warning-text"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />A newer version of Worktrail wrote some of
      these events. They are listed by their names, and what they changed is not shown. Reload the page to
      read them.
    </p>
  );
}
