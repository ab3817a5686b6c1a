import { useEffect } from "react";
import { isTyping } from "../canvas/is-typing.ts";
import { neighbourId } from "./task-order.ts";
import type { Task } from "./task-types.ts";

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/** j and k, or the arrows while the list has the focus, go from task to task. */
export function useTaskKeys(tasks: readonly Task[], chosen: string | null, open: (task_id: string) => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = steps[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const inList = event.target instanceof Element && event.target.closest("[data-task-list]") !== null;
      if (event.key.startsWith("Arrow") && !inList) return;
      const from = inList ? (document.activeElement?.getAttribute("data-task-id") ?? chosen) : chosen;
      const next = neighbourId(tasks, from, step);
      if (next === null) return;
      event.preventDefault();
      const link = document.querySelector<HTMLElement>(`[data-task-id="${next}"]`);
      link?.focus();
      if (!event.key.startsWith("Arrow")) open(next);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [tasks, chosen, open]);
}
