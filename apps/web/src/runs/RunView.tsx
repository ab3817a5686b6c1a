import { Link } from "@tanstack/react-router";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { ReactFlowProvider } from "@xyflow/react";
import { type ReactNode, useMemo, useState } from "react";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { useCentre } from "../canvas/use-centre.ts";
import { useMomentAddress, useOpenedMoment } from "../scrubber/use-moment-address.ts";
import { Page } from "../shell/Page.tsx";
import type { RunStore } from "../store/run.ts";
import { type Clock, ClockContext } from "../ui/clock.ts";
import { statusLooks } from "../ui/status.ts";
import { timeOfDay } from "../ui/time-of-day.ts";
import { RunActions } from "./RunActions.tsx";
import { RunAside } from "./RunAside.tsx";
import { RunLayout } from "./RunLayout.tsx";
import { RunPictures } from "./RunPictures.tsx";
import { RunContext, type RunRecord, useRun } from "./run-context.tsx";
import { StandStill } from "./StandStill.tsx";
import { useRunCrumbs } from "./use-run-crumbs.tsx";
import { useAsOf, useShownStatus } from "./use-run-now.ts";
import { useRunStoreOf } from "./use-run-store.ts";

export function RunView({ run }: { run: RunRecord }) {
  return (
    <ReactFlowProvider>
      <RunRoom run={run} />
    </ReactFlowProvider>
  );
}

function RunRoom({ run }: { run: RunRecord }) {
  const store = useRunStoreOf(run.run_id, run.last_seq, useOpenedMoment());
  const centre = useCentre();
  const [selection, onSelect] = useState<CanvasSelection>(EMPTY_SELECTION);
  const graph = useMemo(() => buildGraph(run.segment, catalog), [run.segment]);
  const view = useMemo(() => {
    const [selected = null] = [...selection.steps].reverse();
    const select = (step_id: string | null) =>
      onSelect(() => (step_id === null ? EMPTY_SELECTION : selectSteps([step_id])));
    const reveal = (step_id: string) => {
      select(step_id);
      centre([step_id]);
    };
    return { store, run, graph, selection, onSelect, selected, select, reveal };
  }, [store, run, graph, selection, centre]);
  return (
    <RunContext value={view}>
      <MomentAddress store={store} />
      <MomentClock store={store}>
        <RunFrame />
      </MomentClock>
    </RunContext>
  );
}

/** Apart from the page, which need not be drawn again when the address changes. */
function MomentAddress({ store }: { store: RunStore }) {
  useMomentAddress(store);
  return null;
}

/** In the past, what counts has counted as far as it had then. */
function MomentClock({ store, children }: { store: RunStore; children: ReactNode }) {
  const clock = useMemo(() => momentClock(store), [store]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

function momentClock(store: RunStore): Clock {
  let read: { of: WorktrailEvent; time: number } | undefined;
  const still = () => {
    const { past, events } = store.getState();
    const event = past === null ? undefined : events.at(past);
    if (!event) return null;
    if (read?.of !== event) read = { of: event, time: Date.parse(event.timestamp) };
    return read.time;
  };
  return { still, subscribe: (listener) => store.subscribe(listener) };
}

/** Leads to the segment while there is one. */
function SegmentName({ run: { segment_id, segment, revision, has_segment } }: { run: RunRecord }) {
  const { name } = segment;
  if (has_segment)
    return (
      <Link
        to="/segments/$segmentId"
        params={{ segmentId: segment_id }}
        className="hover:underline"
        title={`Open the segment ${name}`}
      >
        {name}
      </Link>
    );
  return (
    <>
      {name}
      <span className="ml-2 font-normal text-muted text-sm">
        {revision === null ? "never saved" : "since deleted"}
      </span>
    </>
  );
}

function RunFrame() {
  const { run } = useRun();
  const status = useShownStatus();
  const as_of = useAsOf();
  const breadcrumbs = useRunCrumbs(run);
  const { name } = run.segment;
  const word = statusLooks[status].word;
  return (
    <Page
      fill
      title={`${word}: ${name}`}
      breadcrumbs={breadcrumbs}
      heading={
        <h1 className="truncate font-semibold text-base">
          <SegmentName run={run} />
        </h1>
      }
      aside={<RunAside />}
      actions={
        <>
          <RunPictures />
          <RunActions />
        </>
      }
    >
      <p aria-live="polite" data-run-status={status} className="sr-only">
        Run {word.toLowerCase()}
        {as_of !== null && `, as of ${timeOfDay(as_of)}: the connection is lost`}
      </p>
      <StandStill at={as_of}>
        <RunLayout />
      </StandStill>
    </Page>
  );
}
