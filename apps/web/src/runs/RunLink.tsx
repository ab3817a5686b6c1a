import { Link } from "@tanstack/react-router";
import { shortRunId } from "./RunAside.tsx";

/** Another run, by what tells it from others. */
export function RunLink({ run_id }: { run_id: string }) {
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run_id }}
      title={run_id}
      className="font-mono text-accent-text text-xs hover:underline"
    >
      {shortRunId(run_id)}
    </Link>
  );
}
