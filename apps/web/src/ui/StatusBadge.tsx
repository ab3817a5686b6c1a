import { useStandsStill } from "./clock.ts";
import { cn } from "./cn.ts";
import { type Status, statusLooks } from "./status.ts";

export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const look = statusLooks[status];
  const Icon = look.icon;
  // Nothing moves where the clock does not.
  const moving = !useStandsStill() && look.moving;
  return (
    <Icon aria-hidden className={cn("size-4 shrink-0", look.text, moving && "animate-spin", className)} />
  );
}

/** Icon, word and colour. `plain` leaves the ground away, for dense tables. */
export function StatusBadge({
  status,
  plain,
  className,
}: {
  status: Status;
  plain?: boolean;
  className?: string;
}) {
  const look = statusLooks[status];
  return (
    <span
      className={cn(
        "inline-flex h-5 shrink-0 align-middle items-center gap-1 whitespace-nowrap rounded-md font-medium text-xs",
        look.text,
        plain ? "" : cn(look.tint, "px-1.5"),
        className,
      )}
    >
      <StatusIcon status={status} className="size-3.5" />
      {look.word}
    </span>
  );
}
