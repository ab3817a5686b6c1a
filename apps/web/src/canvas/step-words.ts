import { counted } from "../ui/counted.ts";
import { statusLooks } from "../ui/status.ts";
import { stepName } from "./step-look.ts";
import type { StepOverlay } from "./step-overlay.tsx";
import type { StepNodeData } from "./to-flow.ts";

/** "Fetch orders, HTTP request, failed, 1 error": name, type, status and what is wrong. */
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
  if (overlay.simulated) parts.push("simulated");
  if (overlay.cost !== null) parts.push(overlay.cost);
  return parts.join(", ");
}
