// A drawn run and what became of it, for a person who wants to know why it broke the law.
import { type DrawnRun, QUIET } from "./draw-run.ts";
import { playRun } from "./play-run.ts";

export function printRun(drawn: DrawnRun): string {
  const { segment, scripts, chapters, reopenings, again_from } = drawn;
  const steps = segment.steps.map((step) => {
    const { step_id, step_type, config, on_error, retry, disabled } = step;
    const { branches, strategy, ...more } = config ?? {};
    const join = step_type.startsWith("parallel_") ? ` ${branches} ${strategy}` : "";
    const policy = `${on_error}${step.repeatable === false ? " not repeatable" : ""} ${retry ? `${retry.max_attempts} tries` : ""}${disabled ? " disabled" : ""}`;
    const script = Object.entries(scripts[step_id] ?? {}).flatMap(([key, value]) => {
      const usual = JSON.stringify(QUIET[key as keyof typeof QUIET]) === JSON.stringify(value);
      if (usual || (key === "children" && step_type !== "sub_segment")) return [];
      return [`${key}=${JSON.stringify(value)}`];
    });
    const rest = Object.keys(more).length > 0 ? JSON.stringify(more) : "";
    return `  ${step_id} ${step_type}${join} ${policy} ${rest} ${script.join(" ")}`;
  });
  const edges = (segment.edges ?? []).map(
    (edge) => `  ${edge.source_step}.${edge.source_port} > ${edge.target_step}.${edge.target_port}`,
  );
  const { run, wrong } = playRun(drawn);
  const events = run.events.map((event) => {
    const about = "step_id" in event && event.step_id ? `${event.step_id} ` : "";
    const error = event.error ? ` ${event.error.error_code}` : "";
    return `  ${event.seq} ${about}${event.event_type}${error} ${JSON.stringify(event.payload)}`;
  });
  return [
    `Steps (params ${JSON.stringify(segment.params ?? {})}, ${reopenings} reopenings${again_from ? `, again from ${again_from}` : ""})`,
    ...steps,
    "Edges",
    ...edges,
    `Mishaps: ${chapters.map(({ act, pick }) => `${act} ${pick}`).join(", ") || "none"}`,
    "Journal",
    ...events,
    "Wrong",
    ...wrong.map((sentence) => `  ${sentence}`),
  ].join("\n");
}
