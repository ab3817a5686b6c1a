import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";
import { MailX } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiOutputs } from "../api/trpc.ts";
import { cn } from "../ui/cn.ts";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { DEAD_LETTERS, type RunsSearch, readStatuses, withStatus } from "./runs-search.ts";

type Counts = ApiOutputs["runs"]["counts"]["counts"];

export interface StatusChipsProps {
  search: RunsSearch;
  onChange: (search: RunsSearch) => void;
  /** Undefined until they are known. */
  counts: Counts | undefined;
}

/** How many runs there are of each status; a press shows only those, together with others that are pressed. */
export function StatusChips({ search, onChange, counts }: StatusChipsProps) {
  const chosen = readStatuses(search.status);
  return (
    <fieldset className="flex min-w-0 shrink-0 gap-1.5 overflow-x-auto px-4 py-2" aria-label="Status">
      {RUN_STATUSES.map((status) => (
        <Chip
          key={status}
          pressed={chosen.includes(status)}
          icon={<StatusIcon status={status} className="size-3.5" />}
          word={statusLooks[status].word}
          count={countOf(counts, status)}
          onPress={() => onChange(withStatus(search, status))}
        />
      ))}
      <Chip
        pressed={search.status === DEAD_LETTERS}
        icon={<MailX aria-hidden className="size-3.5 text-status-failed" />}
        word="Dead letters"
        count={undefined}
        onPress={() => onChange(withStatus(search, DEAD_LETTERS))}
      />
    </fieldset>
  );
}

function countOf(counts: Counts | undefined, status: RunStatus): string | undefined {
  const found = counts?.find((one) => one.status === status);
  return found && `${found.count.toLocaleString("en")}${found.more ? "+" : ""}`;
}

interface ChipProps {
  pressed: boolean;
  icon: ReactNode;
  word: string;
  count: string | undefined;
  onPress: () => void;
}

function Chip({ pressed, icon, word, count, onPress }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      title={count?.endsWith("+") ? `More than ${count.slice(0, -1)}` : undefined}
      className={cn(
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border px-2 font-medium text-xs focus-visible:-outline-offset-2",
        pressed
          ? "border-accent bg-accent/10 text-text"
          : "border-line bg-raised text-muted hover:border-line-strong hover:text-text",
      )}
    >
      {icon}
      {word}
      {count !== undefined && <span className="tabular-nums">{count}</span>}
    </button>
  );
}
