import type { RunState } from "@worktrail/shared/run/state";

/** What a person gives up with the run, so that the question can be answered. */
export function whatCancelStops(state: RunState | null): string {
  const steps = Object.values(state?.steps ?? {});
  const running = steps.filter(({ status }) => status === "running").length;
  const open = steps.filter(({ task }) => task?.status === "open").length;
  const parts: string[] = [];
  if (running > 0)
    parts.push(`${running === 1 ? "A step is" : `${running} steps are`} under way and will be stopped.`);
  if (open > 0)
    parts.push(`${open === 1 ? "A task waits" : `${open} tasks wait`} for a person and will be withdrawn.`);
  const below = steps
    .flatMap(({ children }) => children?.runs ?? [])
    .filter(({ status }) => status === "started").length;
  if (below > 0)
    parts.push(`${below === 1 ? "A run" : `${below} runs`} that it has started will be cancelled too.`);
  parts.push("What was already sent outside cannot be taken back; you can retry the run later.");
  return parts.join(" ");
}
