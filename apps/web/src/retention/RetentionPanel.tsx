import { useQuery } from "@tanstack/react-query";
import type { RetentionView } from "@worktrail/shared/api/retention";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { keptFor } from "./kept-for.ts";
import { RetentionForm } from "./RetentionForm.tsx";

/** How long the organisation's ended runs are kept, and for those who may, changing it. */
export function RetentionPanel() {
  const rule = useQuery(trpc.retention.get.queryOptions());
  const me = useQuery(trpc.session.get.queryOptions());
  if (rule.isPending || me.isPending) return <Loading label="Loading the rule…" />;
  if (rule.isError) {
    return (
      <ErrorState
        title="The rule cannot be shown"
        message={describeError(rule.error).message}
        onRetry={() => void rule.refetch()}
        retrying={rule.isFetching}
      />
    );
  }
  const mayChange = me.data?.permissions.includes("administer") ?? false;
  return (
    <div className="flex max-w-xl flex-col gap-4 p-4 text-sm">
      <p role="status">{keptFor(rule.data)}</p>
      <p className="text-muted">
        A run that is removed goes whole: its events, inputs and outputs, its tasks with their answers, and
        the runs that it started. Runs that have not ended are never removed. What was removed cannot be
        brought back.
      </p>
      <SetBy rule={rule.data} />
      {mayChange ? (
        <RetentionForm key={rule.data.days} days={rule.data.days} />
      ) : (
        <p className="text-muted">An owner or an administrator of the organisation can change this.</p>
      )}
    </div>
  );
}

function SetBy({ rule: { updated_at, updated_by } }: { rule: RetentionView }) {
  if (!updated_at || !updated_by) return null;
  return (
    <p className="text-muted text-xs">
      Set by {updated_by.name}, <RelativeTime value={updated_at} />.
    </p>
  );
}
