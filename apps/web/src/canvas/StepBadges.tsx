import { CircleAlert, Pin, TriangleAlert } from "lucide-react";
import { Countdown } from "../ui/Countdown.tsx";
import { Duration } from "../ui/Duration.tsx";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import type { StepOverlay } from "./step-overlay.tsx";

/** The corner of a step seen from afar, where words are too small to read: the status by its shape. */
export function StepMark({ status }: { status: StepOverlay["status"] }) {
  if (status === "idle" || status === "pending") return null;
  const Icon = statusLooks[status].icon;
  return (
    <span className="wt-step-mark" aria-hidden data-mark={status}>
      <Icon />
    </span>
  );
}

/** The corner of a step: how a run went there, or what is wrong with the drawing. */
export function StepBadges({ overlay }: { overlay: StepOverlay }) {
  const { status, errors, warnings } = overlay;
  const ran = status !== "idle" && status !== "pending";
  if (!ran && !errors && !warnings && !overlay.simulated && !overlay.pinned) return null;
  return (
    <div className="wt-step-badges" aria-hidden>
      {overlay.pinned && (
        <span className="wt-badge text-accent-text" data-pinned>
          <Pin /> Pinned
        </span>
      )}
      {overlay.simulated && <span className="wt-badge text-warning-text">Simulated</span>}
      {errors > 0 && (
        <span className="wt-badge text-danger-text">
          <CircleAlert /> {errors}
        </span>
      )}
      {errors === 0 && warnings > 0 && (
        <span className="wt-badge text-warning-text">
          <TriangleAlert /> {warnings}
        </span>
      )}
      {ran && <RanBadge overlay={overlay} status={status} />}
    </div>
  );
}

type Ran = Exclude<StepOverlay["status"], "idle">;

function RanBadge({ overlay, status }: { overlay: StepOverlay; status: Ran }) {
  const { duration_ms, since, retry_at, attempts } = overlay;
  if (retry_at !== null) {
    return (
      <span className="wt-badge" style={{ color: "var(--status)" }}>
        <StatusIcon status={status} className="size-3" />
        Retry <Countdown until={retry_at} />
      </span>
    );
  }
  const counting = duration_ms === null && since !== null;
  return (
    <span className="wt-badge" style={{ color: "var(--status)" }}>
      <StatusIcon status={status} className="size-3" />
      {duration_ms === null && !counting && (overlay.words ?? statusLooks[status].word)}
      {duration_ms !== null && <Duration ms={duration_ms} />}
      {counting && <Duration since={since} />}
      {attempts > 1 && <span>· try {attempts}</span>}
      {overlay.cost !== null && <span>· {overlay.cost}</span>}
    </span>
  );
}
