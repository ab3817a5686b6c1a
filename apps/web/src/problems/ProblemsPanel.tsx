import type { Issue } from "@worktrail/shared/segment/issue";
import { CircleAlert, CircleCheck, TriangleAlert, X } from "lucide-react";
import { useMemo } from "react";
import { useEditor, useIssues } from "../store/editor-context.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Panel } from "../ui/Panel.tsx";
import { problemList, problemSummary } from "./problem-list.ts";
import { useOpenProblem } from "./use-open-problem.ts";

/** What keeps the segment from running, errors first. Click or Enter leads to the place. */
export function ProblemsPanel() {
  const editor = useEditor();
  const issues = useIssues();
  const problems = useMemo(() => problemList(issues, editor.graph), [issues, editor]);
  const open = useOpenProblem();
  return (
    <Panel
      title={`Problems: ${problemSummary(issues).toLowerCase()}`}
      label="List of problems"
      actions={
        <IconButton
          label="Close the list of problems"
          size="sm"
          onClick={() => editor.session.setState({ problems_open: false })}
        >
          <X />
        </IconButton>
      }
    >
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 p-3 text-muted text-sm">
          <CircleCheck aria-hidden className="size-4 text-success-text" /> Nothing stands in the way of a run.
        </p>
      ) : (
        <ul className="py-1">
          {problems.map(({ key, issue, step_name }) => (
            <li key={key}>
              <button
                type="button"
                onClick={() => open(issue)}
                data-problem-code={issue.code}
                className="flex w-full items-start gap-2 px-3 py-1.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
              >
                <SeverityIcon severity={issue.severity} />
                <span className="min-w-0 flex-1">{issue.message}</span>
                {step_name && (
                  <span className="max-w-40 shrink-0 truncate text-muted text-xs">{step_name}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function SeverityIcon({ severity }: { severity: Issue["severity"] }) {
  return severity === "error" ? (
    <CircleAlert role="img" aria-label="Error" className="mt-0.5 size-4 shrink-0 text-danger-text" />
  ) : (
    <TriangleAlert role="img" aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warning-text" />
  );
}
