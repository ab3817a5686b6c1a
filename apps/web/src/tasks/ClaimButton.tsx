import { useMutation, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import type { Task } from "./task-types.ts";

/** Takes a task for oneself, or gives it back. */
export function ClaimButton({ task }: { task: Task }) {
  const queryClient = useQueryClient();
  const settled = { onSettled: () => queryClient.invalidateQueries(trpc.tasks.pathFilter()) };
  const claim = useMutation(trpc.tasks.claim.mutationOptions(settled));
  const release = useMutation(trpc.tasks.release.mutationOptions(settled));
  const { task_id, claimed_by } = task;
  if (!task.can_respond) return null;
  return claimed_by ? (
    <Button loading={release.isPending} onClick={() => release.mutate({ task_id })}>
      Release
    </Button>
  ) : (
    <Button loading={claim.isPending} onClick={() => claim.mutate({ task_id })}>
      Claim
    </Button>
  );
}
