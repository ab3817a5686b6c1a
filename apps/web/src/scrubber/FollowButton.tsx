import { hasEnded } from "@worktrail/shared/run/state";
import { Radio, SkipForward, WifiOff } from "lucide-react";
import { useCutOff } from "../live/use-cut-off.ts";
import { usePastMoment, useRun, useRunHeadStatus } from "../runs/run-context.tsx";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { timeOfDay } from "../ui/time-of-day.ts";

/**
 * Back to the newest event, which is followed from then on. Of a run that is over, that is its end; without a
 * connection, the newest that this page heard of.
 */
export function FollowButton({ onPress }: { onPress: () => void }) {
  const { store } = useRun();
  const over = hasEnded(useRunHeadStatus());
  const past = usePastMoment() !== null;
  const cut = useCutOff();
  const { Icon, word, name } = over ? END : cut ? asOf(cut.heard_at) : LIVE;
  return (
    <Button
      size="sm"
      variant={past ? "primary" : "secondary"}
      aria-pressed={!past}
      aria-label={name}
      title={name}
      onClick={() => {
        onPress();
        store.goTo(null);
      }}
    >
      <Icon aria-hidden className={cn(!past && Icon === Radio && "text-status-running")} />
      {word}
    </Button>
  );
}

const END = { Icon: SkipForward, word: "End", name: undefined };
const LIVE = { Icon: Radio, word: "Live", name: undefined };

function asOf(heard_at: number | null) {
  const word = heard_at === null ? "Not live" : `As of ${timeOfDay(heard_at)}`;
  return { Icon: WifiOff, word, name: `${word}: the connection is lost, reconnecting` };
}
