import { HeartOff } from "lucide-react";
import { staleSentence } from "./stale-sentence.ts";
import { useStale } from "./use-run-now.ts";

/** Says why the run is not told as running, and that nobody has to do anything. */
export function StaleBanner() {
  const stale = useStale();
  return (
    <div role="status">
      {stale && (
        <p className="flex items-center gap-2 border-line border-b bg-warning-text/10 px-4 py-2 text-sm text-warning-text">
          <HeartOff aria-hidden className="size-4 shrink-0" />
          {staleSentence(stale)}
        </p>
      )}
    </div>
  );
}
