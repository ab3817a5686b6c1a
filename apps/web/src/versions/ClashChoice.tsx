import type { Clash, MergeSide } from "@worktrail/shared/segment/merge";
import { useId } from "react";
import { fieldPath, type StepNames } from "./change-words.ts";
import { Value } from "./FieldDiff.tsx";

export interface ClashChoiceProps {
  clash: Clash;
  names: StepNames;
  chosen: MergeSide | undefined;
  onChoose: (side: MergeSide) => void;
}

/** One place that both sides changed differently, with a choice. */
export function ClashChoice({ clash, names, chosen, onChoose }: ClashChoiceProps) {
  const group = useId();
  const title = clash.what === "step" ? (names.get(clash.key) ?? clash.key) : clash.key;
  return (
    <fieldset className="min-w-0 rounded-md border border-line p-2">
      <legend className="px-1 text-sm">
        <span className="font-medium">{title}</span>{" "}
        <code className="font-mono text-muted text-xs">{fieldPath(clash.path) || "the whole step"}</code>
      </legend>
      <div className="grid gap-2 md:grid-cols-2">
        {(["theirs", "mine"] as const).map((side) => (
          <label
            key={side}
            className="flex min-w-0 cursor-pointer gap-2 rounded-md border border-line p-2 text-sm has-checked:border-accent has-checked:bg-accent-text/10"
          >
            <input
              type="radio"
              name={group}
              checked={chosen === side}
              onChange={() => onChoose(side)}
              className="mt-0.5 accent-(--accent)"
            />
            <span className="min-w-0 flex-1">
              <span className="mb-1 block font-medium text-xs">{side === "theirs" ? "Theirs" : "Mine"}</span>
              {clash[side] === undefined && clash.path === "" ? (
                <span className="text-muted text-xs italic">removed</span>
              ) : (
                <Value value={clash[side]} />
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
