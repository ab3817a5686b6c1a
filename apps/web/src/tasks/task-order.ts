type Listed = { task_id: string; status: string };

/** Open tasks stand by their creation, newest first: claiming one must not move it from under the pointer. */
export function inListOrder<Task extends Listed & { created_at: string }>(tasks: readonly Task[]): Task[] {
  const open = tasks.filter(({ status }) => status === "open");
  open.sort((a, b) => b.created_at.localeCompare(a.created_at) || a.task_id.localeCompare(b.task_id));
  return [...open, ...tasks.filter(({ status }) => status !== "open")];
}

/** The open task that comes after this one, from the top again after the last; null when none is left. */
export function nextTaskId(tasks: readonly Listed[], task_id: string): string | null {
  const place = tasks.findIndex((task) => task.task_id === task_id);
  const after = [...tasks.slice(place + 1), ...tasks.slice(0, Math.max(place, 0))];
  return after.find((task) => task.status === "open" && task.task_id !== task_id)?.task_id ?? null;
}

/** The task one place up or down, staying at the ends; the first one when none is chosen. */
export function neighbourId(tasks: readonly Listed[], task_id: string | null, step: 1 | -1): string | null {
  const place = tasks.findIndex((task) => task.task_id === task_id);
  if (place < 0) return tasks[0]?.task_id ?? null;
  return tasks[Math.min(Math.max(place + step, 0), tasks.length - 1)]?.task_id ?? null;
}
