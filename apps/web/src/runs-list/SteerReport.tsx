import { X } from "lucide-react";
import { RunLink } from "../runs/RunLink.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { refusalsOf, steerSentence } from "./steer-words.ts";
import type { Steered } from "./use-steer-many.ts";

const SHOWN = 5;

/** What became of many runs: how many did it, and why the others did not. */
export function SteerReport({ steered, onClose }: { steered: Steered; onClose: () => void }) {
  const { verb, results } = steered;
  return (
    <section
      role="status"
      aria-label="What became of it"
      className="flex items-start gap-2 border-line border-b bg-raised px-4 py-2 text-sm"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">{steerSentence(verb === "cancel" ? "cancelled" : "retried", results)}</p>
        <ul className="text-muted text-xs">
          {refusalsOf(results).map(({ message, run_ids }) => (
            <li key={message}>
              {message}{" "}
              {run_ids.slice(0, SHOWN).map((run_id) => (
                <span key={run_id} className="mr-2">
                  <RunLink run_id={run_id} />
                </span>
              ))}
              {run_ids.length > SHOWN && `and ${run_ids.length - SHOWN} more`}
            </li>
          ))}
        </ul>
      </div>
      <IconButton label="Close" size="sm" onClick={onClose}>
        <X />
      </IconButton>
    </section>
  );
}
