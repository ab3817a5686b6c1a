import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../api/trpc.ts";
import type { Breadcrumb } from "../shell/PageHeader.tsx";
import type { RunRecord } from "./run-context.tsx";

/** The list of runs, and the run that started this one. */
export function useRunCrumbs({ parent }: Pick<RunRecord, "parent">): Breadcrumb[] {
  const above = useQuery({
    ...trpc.runs.get.queryOptions({ run_id: parent?.run_id ?? "" }),
    enabled: parent !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = { key: "Runs", link: <Link to="/runs">Runs</Link> };
  if (!parent) return [all];
  const link = (
    <Link to="/runs/$runId" params={{ runId: parent.run_id }} className="max-w-48 truncate">
      {above.data?.segment_name ?? "Parent run"}
    </Link>
  );
  return [all, { key: parent.run_id, link }];
}
