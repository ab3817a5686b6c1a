import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { JsonValue } from "@worktrail/shared/json";
import { ChevronDown, Pencil, Play, RefreshCw } from "lucide-react";
import { Suspense, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import { useConnection } from "../live/connection.ts";
import { useRun, useRunHead } from "../runs/run-context.tsx";
import { Button } from "../ui/Button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { later } from "../ui/later.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { RepeatDialog } from "./RepeatDialog.tsx";
import { wouldRepeat } from "./would-repeat.ts";

const RunInputDialog = later(() => import("../runs/RunInputDialog.tsx"), "RunInputDialog");

type Wanted = { revision: "same" | "current"; input?: JsonValue };

/** Runs the same segment again: as it was, with another input, or as it is drawn now. */
export function RunAgain() {
  const { run, graph } = useRun();
  const head = useRunHead();
  const navigate = useNavigate();
  const offline = useConnection((state) => state.status === "reconnecting");
  const [asking, setAsking] = useState<Wanted | null>(null);
  const edited = useEditedInput();
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: ({ run_id }) => navigate({ to: "/runs/$runId", params: { runId: run_id } }),
      onSettled: () => setAsking(null),
    }),
  );
  const names = wouldRepeat(graph, head, "everything");
  const send = (wanted: Wanted) => rerun.mutate({ run_id: run.run_id, ...wanted });
  const begin = (wanted: Wanted) => (names.length > 0 ? setAsking(wanted) : send(wanted));
  return (
    <span className="flex">
      <Tooltip label={offline ? "The server cannot be reached just now." : "Run again with the same input"}>
        <span>
          <Button
            loading={rerun.isPending}
            disabled={offline}
            aria-label="Run again"
            className="rounded-r-none"
            onClick={() => begin({ revision: "same" })}
          >
            <Play aria-hidden />
            <span className="hidden md:inline">Run again</span>
          </Button>
        </span>
      </Tooltip>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton
            label="More ways to run again"
            disabled={offline || edited.loading}
            className="-ml-px rounded-l-none border-line bg-raised"
          >
            <ChevronDown />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => void edited.ask()}>
            <Pencil /> Change the input…
          </DropdownMenuItem>
          {run.revision !== null && run.has_segment && (
            <DropdownMenuItem onSelect={() => begin({ revision: "current" })}>
              <RefreshCw /> Run the newest revision
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <RepeatDialog
        names={names}
        open={asking !== null}
        pending={rerun.isPending}
        onClose={() => setAsking(null)}
        onConfirm={() => asking && send(asking)}
      />
      {edited.input && (
        <Suspense>
          <RunInputDialog
            segment={run.segment}
            title={`Run ${run.segment.name} again`}
            initial={edited.input.value}
            asksPriority={false}
            open
            onOpenChange={(open) => !open && edited.close()}
            starting={rerun.isPending}
            onStart={(input) => send({ revision: "same", input })}
          />
        </Suspense>
      )}
    </span>
  );
}

/** Beyond this a text field is no place for an input. */
const MAX_EDITED_BYTES = 1_000_000;

/** The input of this run, to be changed; a large one is fetched first. */
function useEditedInput() {
  const { run } = useRun();
  const head = useRunHead();
  const [input, setInput] = useState<{ value: JsonValue } | null>(null);
  const [loading, setLoading] = useState(false);
  const ask = async () => {
    const aside = head?.stored?.find(({ path }) => path === "/input");
    if (!aside) return setInput({ value: head?.input ?? run.input });
    if (aside.bytes > MAX_EDITED_BYTES) {
      toast.error("This input is too large to be changed here. Start a run of the segment with another one.");
      return;
    }
    setLoading(true);
    try {
      setInput(await trpcClient.runs.value.query({ run_id: run.run_id, hash: aside.hash }));
    } catch (error) {
      toast.error(describeError(error).message);
    } finally {
      setLoading(false);
    }
  };
  return { input, loading, ask, close: () => setInput(null) };
}
