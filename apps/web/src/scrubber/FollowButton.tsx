import { hasEnded } from "@worktrail/shared/run/state";
import { Radio, SkipForward } from "lucide-react";
import { useIsPast, useRun, useRunHeadStatus } from "../runs/run-context.tsx";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";

/** Back to the newest event, which is followed from then on. Of a run that is over, that is its end. */
export function FollowButton({ onPress }: { onPress: () => void }) {
  const { store } = useRun();
  const over = hasEnded(useRunHeadStatus());
  const past = useIsPast();
  const Icon = over ? SkipForward : Radio;
  return (
    <Button
      size="sm"
      variant={past ? "primary" : "secondary"}
      aria-pressed={!past}
      onClick={() => {
        onPress();
        store.goTo(null);
      }}
    >
      <Icon aria-hidden className={cn(!past && !over && "text-status-running")} />
      {over ? "End" : "Live"}
    </Button>
  );
}
