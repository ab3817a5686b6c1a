import { CircleAlert, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { cn } from "../ui/cn.ts";
import type { LocalProblem } from "./problems-at.ts";

export interface ProblemListProps {
  problems: readonly LocalProblem[];
  onOpen: (path: string) => void;
}

/** What is wrong with the thing that the inspector shows; each line leads to its field. */
export const ProblemList = memo(function ProblemList({ problems, onOpen }: ProblemListProps) {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity !== "error");
  const tint = errors.length > 0 ? "bg-danger-text/4" : "bg-warning-text/5";
  return (
    <ul aria-label="Problems here" className={cn("border-line border-t py-1", tint)}>
      {[...errors, ...warnings].map((problem) => (
        <li key={`${problem.path} ${problem.message}`}>
          <button
            type="button"
            onClick={() => onOpen(problem.path)}
            className="flex w-full items-start gap-1.5 px-3 py-1 text-left text-xs hover:bg-hover focus-visible:-outline-offset-2"
          >
            {problem.severity === "error" ? (
              <CircleAlert
                role="img"
                aria-label="Error"
                className="mt-0.5 size-3.5 shrink-0 text-danger-text"
              />
            ) : (
              <TriangleAlert
                role="img"
                aria-label="Warning"
                className="mt-0.5 size-3.5 shrink-0 text-warning-text"
              />
            )}
            <span className="min-w-0 break-words">{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
});
