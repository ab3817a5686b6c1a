import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import type { Task } from "./task-types.ts";

/** Who asks, for whom, and until when. */
export function TaskFacts({ task }: { task: Task }) {
  const { segment_id, segment_name, run_id, created_at, due_at, assignee_ref, candidate_groups, claimed_by } =
    task;
  const link = "text-accent-text hover:underline";
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
      <Fact name="Asked by">
        <Link to="/segments/$segmentId" params={{ segmentId: segment_id }} className={link}>
          {segment_name}
        </Link>
        ,{" "}
        <Link to="/runs/$runId" params={{ runId: run_id }} className={link}>
          open the run
        </Link>
      </Fact>
      <Fact name="Created">
        <RelativeTime value={created_at} />
      </Fact>
      {due_at && (
        <Fact name="Due">
          <RelativeTime value={due_at} />
        </Fact>
      )}
      {assignee_ref && <Fact name="For">{assignee_ref}</Fact>}
      {candidate_groups.length > 0 && <Fact name="Groups">{candidate_groups.join(", ")}</Fact>}
      {claimed_by && <Fact name="Claimed by">{claimed_by.name}</Fact>}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span>
      {name} <span className="text-text">{children}</span>
    </span>
  );
}
