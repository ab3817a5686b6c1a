import { TriangleAlert } from "lucide-react";
import { useRunStore } from "./run-context.tsx";

/** The page shows what it has, and says why nothing new arrives. */
export function RefusedBanner() {
  const refused = useRunStore((state) => state.refused);
  if (refused === null) return null;
  return (
    <p
      role="alert"
      className="flex items-center gap-2 border-line border-b bg-warning-text/10 px-4 py-2 text-sm text-warning-text"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      This run cannot be followed live. {refused}
    </p>
  );
}
