import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { hasEnded, type StepState } from "@worktrail/shared/run/state";
import { FastForward } from "lucide-react";
import { trpc } from "../api/trpc.ts";
import { useConnection } from "../live/connection.ts";
import { Button } from "../ui/Button.tsx";
import { useRun, useRunHeadStatus } from "./run-context.tsx";

/** Of a run that is over: a new run that takes over what came before this step. */
export function StartFromHere({ step_id, own }: { step_id: string; own: StepState }) {
  const { run } = useRun();
  const status = useRunHeadStatus();
  const navigate = useNavigate();
  const offline = useConnection((state) => state.status === "reconnecting");
  const start = useMutation(
    trpc.runs.start_from.mutationOptions({
      onSuccess: ({ run_id }) => navigate({ to: "/runs/$runId", params: { runId: run_id } }),
    }),
  );
  // Nothing arrived at a step that was not reached, so there is nothing to start it with.
  if (!hasEnded(status) || own.status === "pending" || own.status === "skipped") return null;
  return (
    <div className="flex items-center gap-3">
      <Button
        size="sm"
        className="shrink-0"
        loading={start.isPending}
        disabled={offline}
        onClick={() => start.mutate({ run_id: run.run_id, step_id })}
      >
        <FastForward aria-hidden />
        Start from here
      </Button>
      <p className="text-muted text-xs">A new run that takes over what came before this step.</p>
    </div>
  );
}
