import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { describeError } from "../api/errors.ts";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { RunView } from "./RunView.tsx";
import { runQuery } from "./run-ahead.ts";

const breadcrumbs = [{ key: "Runs", link: <Link to="/runs">Runs</Link> }];

export function RunPage() {
  const { runId } = useParams({ from: "/app/runs/$runId" });
  const run = useQuery(runQuery(runId));
  const gone = run.error !== null && describeError(run.error).code === "NOT_FOUND";
  if (run.data) return <RunView key={runId} run={run.data} />;
  return (
    <Page title="Run" breadcrumbs={breadcrumbs} fill>
      {run.isPending ? (
        <Loading label="Loading the run…" className="flex h-full flex-col gap-4 p-6">
          <Skeleton className="h-6 w-64" />
          <div className="flex flex-1 items-center justify-center gap-4 md:gap-16">
            <Skeleton className="h-15 w-55" />
            <Skeleton className="h-15 w-55" />
            <Skeleton className="h-15 w-55" />
          </div>
        </Loading>
      ) : (
        <ErrorState
          title={gone ? "There is no such run" : "The run cannot be shown"}
          message={
            gone
              ? "The address may be incomplete, or the run was removed when its time was up."
              : describeError(run.error).message
          }
          onRetry={() => void run.refetch()}
          retrying={run.isFetching}
          action={
            <Button asChild>
              <Link to="/runs">All runs</Link>
            </Button>
          }
        />
      )}
    </Page>
  );
}
