import { lazy, Suspense } from "react";
import { RepeatDialog } from "./RepeatDialog.tsx";
import type { StepAgain } from "./use-step-again.ts";

const EditDialog = lazy(async () => ({ default: (await import("./EditDialog.tsx")).EditDialog }));

/** What `useStepAgain` asks. */
export function StepAgainDialogs({ again }: { again: StepAgain }) {
  const { repeating, editing, starting } = again;
  return (
    <>
      <RepeatDialog
        names={repeating?.names ?? []}
        open={repeating !== null}
        pending={starting}
        onClose={again.close}
        onConfirm={() => repeating && again.send(repeating)}
      />
      {editing !== null && (
        <Suspense>
          <EditDialog again={again} step_id={editing} />
        </Suspense>
      )}
    </>
  );
}
