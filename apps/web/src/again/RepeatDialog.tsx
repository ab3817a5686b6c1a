import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";

interface RepeatDialogProps {
  /** The steps that are not to be repeated. */
  names: readonly string[];
  open: boolean;
  pending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before a new run does again what is not repeatable. */
export function RepeatDialog({ names, open, pending, onClose, onConfirm }: RepeatDialogProps) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(wanted) => !wanted && onClose()}
      title={`Run ${names.join(", ")} again?`}
      description="It is marked as not repeatable and ran before: a new run does it a second time."
      confirmLabel="Run again"
      cancelLabel="Leave it"
      danger
      pending={pending}
      onConfirm={onConfirm}
    />
  );
}
