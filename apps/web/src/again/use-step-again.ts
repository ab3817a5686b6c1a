// What can be done again from a step of a run that is over, for the panel and for the menu on the canvas.
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { hasEnded } from "@worktrail/shared/run/state";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { useConnection } from "../live/connection.ts";
import { useRun, useRunHead, useRunHeadStatus } from "../runs/run-context.tsx";
import type { StepStart } from "./RunStepDialog.tsx";
import { wouldRepeat } from "./would-repeat.ts";

type Wanted = { readonly step_id: string; readonly alone: boolean };
export type StepAgain = ReturnType<typeof useStepAgain>;

export function useStepAgain() {
  const { run, graph } = useRun();
  const head = useRunHead();
  const isOver = hasEnded(useRunHeadStatus());
  const offline = useConnection((state) => state.status === "reconnecting");
  const navigate = useNavigate();
  const [repeating, setRepeating] = useState<(Wanted & { names: readonly string[] }) | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const start = useMutation(
    trpc.runs.start_from.mutationOptions({
      onSuccess: ({ run_id }) => navigate({ to: "/runs/$runId", params: { runId: run_id } }),
      // The dialog says why; without it, the page does.
      onSettled: () => setRepeating(null),
    }),
  );
  const send = ({ step_id, alone }: Wanted, more: Omit<StepStart, "takes_over"> = { given: {} }) =>
    start.mutate({ run_id: run.run_id, step_id, alone, ...more });
  return {
    graph,
    recorded: head ? { run_id: run.run_id, state: head } : null,
    starting: start.isPending,
    refused: start.error ? describeError(start.error).message : null,
    repeating,
    editing,
    /** A step that was not reached has nothing recorded to start it with. */
    canStart: (step_id: string) => {
      const status = head?.steps[step_id]?.status ?? "pending";
      return isOver && !offline && status !== "pending" && status !== "skipped";
    },
    canEdit: (step_id: string) => isOver && !offline && !graph.steps.get(step_id)?.step.disabled,
    /** Asks first where that would do a second time what is not repeatable. */
    begin: (wanted: Wanted) => {
      const names = wouldRepeat(graph, head, { from: wanted.step_id, alone: wanted.alone });
      if (names.length > 0) setRepeating({ ...wanted, names });
      else send(wanted);
    },
    edit: (step_id: string) => {
      start.reset();
      setEditing(step_id);
    },
    send,
    close: () => {
      setRepeating(null);
      setEditing(null);
    },
  };
}
