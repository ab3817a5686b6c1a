import { RUN_PRIORITIES, type RunPriority } from "@worktrail/shared/run/priority";
import { Select } from "../ui/Select.tsx";
import { priorityWords } from "./priority-words.ts";

/** Which runs are taken first while they have to queue. */
export function PrioritySelect(props: {
  value: RunPriority;
  onChange: (priority: RunPriority) => void;
  disabled?: boolean;
}) {
  return (
    <Select
      aria-label="Priority"
      className="w-40"
      value={props.value}
      onValueChange={props.onChange}
      disabled={props.disabled ?? false}
      options={RUN_PRIORITIES.map((value) => ({ value, label: `${priorityWords[value]} priority` }))}
    />
  );
}
