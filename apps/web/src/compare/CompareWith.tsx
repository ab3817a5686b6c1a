import { useNavigate } from "@tanstack/react-router";
import { GitCompareArrows, History, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useRun, useRunHead, useRunStore } from "../runs/run-context.tsx";
import { buttonVariants } from "../ui/Button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { beforeRetry } from "./before-retry.ts";
import { RecentRunItems } from "./RecentRunItems.tsx";

/** From a run to its comparison: with what it was before a retry, with the run it came from, or with another one. */
export function CompareWith() {
  const [open, setOpen] = useState(false);
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger aria-label="Compare with…" title="Compare with…" className={buttonVariants({})}>
        <GitCompareArrows aria-hidden />
        <span className="hidden lg:inline">Compare with…</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">{open && <Choices />}</DropdownMenuContent>
    </DropdownMenu>
  );
}

function Choices() {
  const { run } = useRun();
  const { run_id, segment_id } = run;
  const navigate = useNavigate();
  const before = useRunStore(({ events }) => beforeRetry(events));
  const head = useRunHead();
  const origin = head?.repeats ?? head?.from?.run_id ?? null;
  // What came first stands on the left, so that what is new is on the right.
  const compare = (left: string, left_seq?: number) =>
    void navigate({ to: "/runs/compare", search: { left, left_seq, right: run_id } });
  return (
    <>
      {before !== null && (
        <DropdownMenuItem onSelect={() => compare(run_id, before)}>
          <RotateCcw aria-hidden /> What it was before its retry
        </DropdownMenuItem>
      )}
      {origin !== null && (
        <DropdownMenuItem onSelect={() => compare(origin)}>
          <History aria-hidden /> The original
        </DropdownMenuItem>
      )}
      {(before !== null || origin !== null) && <DropdownMenuSeparator />}
      <RecentRunItems segment_id={segment_id} without={[run_id]} onChoose={(chosen) => compare(chosen)} />
    </>
  );
}
