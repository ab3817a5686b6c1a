import { Suspense } from "react";
import { later } from "../ui/later.ts";
import { RepeatDialog } from "./RepeatDialog.tsx";
import type { StepAgain } from "./use-step-again.ts";

const EditDialog = later(() => import("./EditDialog.tsx"), "EditDialog");

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
