import "../../src/styles/app.css";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { type ReactNode, useState } from "react";
import { CanvasControls } from "../../src/canvas/CanvasControls.tsx";
import { EMPTY_SELECTION } from "../../src/canvas/selection.ts";
import { StepOverlayProvider } from "../../src/canvas/step-overlay.tsx";
import { WorkflowCanvas } from "../../src/canvas/WorkflowCanvas.tsx";
import { createRunStore, type RunStore } from "../../src/store/run.ts";
import { runOverlaySource } from "../../src/store/run-overlay.ts";
import { TooltipProvider } from "../../src/ui/Tooltip.tsx";
import { makeSegment, type Size } from "./make-segment.ts";

const PACKET_MS = 20;

declare global {
  interface Window {
    /** Begins to send so many events a second in packets, as the live connection does; returns how to stop. */
    sendEvents(each_second: number): () => number;
  }
}

/** The canvas of a run, with a stream of events that the bench starts and stops. */
export function runPage(size: Size): ReactNode {
  const segment = makeSegment(size);
  const store = createRunStore();
  const source = runOverlaySource(store, segment);
  const next = eventsOf(segment);
  window.sendEvents = (each_second) => sendEvents(store, next, each_second);
  store.take([next(), next()]);
  return (
    <TooltipProvider>
      <div className="h-dvh">
        <StepOverlayProvider source={source}>
          <Drawing segment={segment} />
        </StepOverlayProvider>
      </div>
    </TooltipProvider>
  );
}

function Drawing({ segment }: { segment: Segment }) {
  const [selection, select] = useState(EMPTY_SELECTION);
  return (
    <WorkflowCanvas
      segment={segment}
      catalog={catalog}
      mode="run"
      label="Run"
      selection={selection}
      onSelect={select}
    >
      <CanvasControls />
    </WorkflowCanvas>
  );
}

function sendEvents(store: RunStore, next: () => WorktrailEvent, each_second: number) {
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * each_second) / 1_000) - sent;
    store.take(Array.from({ length: due }, next));
    sent += due;
  }, PACKET_MS);
  return () => {
    clearInterval(timer);
    return sent;
  };
}

/** Steps start and complete in turn, those near the start first: what is in view changes all the time. */
function eventsOf(segment: Segment): () => WorktrailEvent {
  let seq = 0;
  const base = (event_type: string, payload: unknown) => {
    seq += 1;
    return {
      event_id: `event_${seq}`,
      seq,
      event_type,
      timestamp: new Date(1_700_000_000_000 + seq * 10).toISOString(),
      tenant_id: "bench",
      run_id: "bench",
      segment_id: segment.segment_id,
      severity: "info",
      payload,
    };
  };
  const events = (function* () {
    yield base("segment.started", { revision: 1, segment, input: {}, segment_version: segment.version });
    for (;;) {
      for (const { step_id, step_type } of segment.steps) {
        const step = { step_id, step_type, attempt: 1 };
        yield { ...base("step.scheduled", {}), ...step };
        yield { ...base("step.started", { inputs: {} }), ...step };
        yield { ...base("step.completed", { outputs: { output: 1 } }), ...step, duration_ms: 12 };
      }
    }
  })();
  return () => events.next().value as WorktrailEvent;
}
