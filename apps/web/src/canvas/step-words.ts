import { counted } from "../ui/counted.ts";
import { formatDuration } from "../ui/duration.ts";
import { statusLooks } from "../ui/status.ts";
import { timeOfDay } from "../ui/time-of-day.ts";
import { stepName } from "./step-look.ts";
import type { StepOverlay } from "./step-overlay.tsx";
import type { StepNodeData } from "./to-flow.ts";

/** "Fetch orders, HTTP request, failed, attempt 3, took 1.2 s": name, type, status, and what the corner says. */
export function accessibleName(
  { step, contract }: StepNodeData,
  overlay: StepOverlay,
  mode: "edit" | "run",
): string {
  const parts = [stepName(step, contract), contract?.display_name ?? `unknown type ${step.step_type}`];
  if (step.disabled) parts.push("disabled");
  if (overlay.pinned) parts.push("pinned");
  if (overlay.status !== "idle") parts.push(statusLooks[overlay.status].word.toLowerCase());
  if (mode === "edit" && overlay.errors > 0) parts.push(counted(overlay.errors, "error"));
  if (mode === "edit" && overlay.warnings > 0) parts.push(counted(overlay.warnings, "warning"));
  if (overlay.words !== null) parts.push(overlay.words.toLowerCase());
  parts.push(...timeWords(overlay));
  if (overlay.simulated) parts.push("simulated");
  if (overlay.cost !== null) parts.push(overlay.cost);
  return parts.join(", ");
}

/** Without what counts: a name that changes every second would be read out every second. */
function timeWords({ attempts, retry_at, duration_ms }: StepOverlay): string[] {
  return [
    ...(attempts > 1 ? [`attempt ${attempts}`] : []),
    ...(retry_at === null ? [] : [`tries again at ${timeOfDay(retry_at)}`]),
    ...(duration_ms === null ? [] : [`took ${formatDuration(duration_ms)}`]),
  ];
}
