import { useMutation } from "@tanstack/react-query";
import { hasEnded } from "@worktrail/shared/run/state";
import { Ban, Pause, RotateCcw, StepForward } from "lucide-react";
import { type ReactNode, useState } from "react";
import { RunAgain } from "../again/RunAgain.tsx";
import { trpc } from "../api/trpc.ts";
import { CompareWith } from "../compare/CompareWith.tsx";
import { useConnection } from "../live/connection.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";
import { mayHaveHappened } from "./may-have-happened.ts";
import { useRun, useRunHead, useRunHeadStatus } from "./run-context.tsx";
import { whatCancelStops } from "./what-cancel-stops.ts";

export function RunActions() {
  const { run } = useRun();
  const { run_id } = run;
  const status = useRunHeadStatus();
  const pause = useMutation(trpc.runs.pause.mutationOptions());
  const resume = useMutation(trpc.runs.resume.mutationOptions());
  if (!hasEnded(status)) {
    return (
      <>
        <CompareWith />
        {status === "paused" ? (
          <Action
            label="Resume"
            icon={<StepForward aria-hidden />}
            pending={resume.isPending}
            onClick={() => resume.mutate({ run_id })}
          />
        ) : (
          <Action
            label="Pause"
            icon={<Pause aria-hidden />}
            pending={pause.isPending}
            onClick={() => pause.mutate({ run_id })}
          />
        )}
        <CancelRun />
      </>
    );
  }
  return (
    <>
      <CompareWith />
      {status !== "completed" && run.parent === null && <RetryRun />}
      <RunAgain />
    </>
  );
}

function CancelRun() {
  const { run } = useRun();
  const state = useRunHead();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(trpc.runs.cancel.mutationOptions({ onSettled: () => setAsking(false) }));
  const send = () => cancel.mutate({ run_id: run.run_id });
  return (
    <>
      <Action
        label="Cancel run"
        icon={<Ban aria-hidden />}
        pending={cancel.isPending}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this run?"
        description={whatCancelStops(state)}
        confirmLabel="Cancel run"
        cancelLabel="Let it run"
        danger
        pending={cancel.isPending}
        onConfirm={send}
      />
    </>
  );
}

/** Asks first where that could do twice what must not be done twice. */
function RetryRun() {
  const { run, graph } = useRun();
  const state = useRunHead();
  const status = useRunHeadStatus();
  const [asking, setAsking] = useState(false);
  const retry = useMutation(trpc.runs.retry.mutationOptions({ onSettled: () => setAsking(false) }));
  const send = () => retry.mutate({ run_id: run.run_id });
  const names = mayHaveHappened(graph, state);
  return (
    <>
      <Action
        label={status === "failed" ? "Retry from failed step" : "Retry from where it stopped"}
        icon={<RotateCcw aria-hidden />}
        pending={retry.isPending}
        onClick={() => (names.length > 0 ? setAsking(true) : send())}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Run ${names.join(", ")} again?`}
        description="What is not repeatable and was cut off may have happened already. Look at the other side first."
        confirmLabel="Retry"
        cancelLabel="Leave it"
        danger
        pending={retry.isPending}
        onConfirm={send}
      />
    </>
  );
}

interface ActionProps {
  label: string;
  icon: ReactNode;
  pending: boolean;
  onClick: () => void;
}

/** Off while the server cannot be reached, and says so. */
function Action({ label, icon, pending, onClick }: ActionProps) {
  const offline = useConnection((state) => state.status === "reconnecting");
  const button = (
    <Button loading={pending} disabled={offline} onClick={onClick} aria-label={label}>
      {icon}
      <span className="hidden md:inline">{label}</span>
    </Button>
  );
  return (
    <Tooltip label={offline ? "The server cannot be reached just now." : label}>
      {offline ? <span>{button}</span> : button}
    </Tooltip>
  );
}
