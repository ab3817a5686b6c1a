import { ON_ERROR, type Step } from "@worktrail/shared/segment/schema";
import { useMemo } from "react";
import { changeSteps } from "../../gestures/change-steps.ts";
import { disableSteps } from "../../gestures/disable-steps.ts";
import { useEditor } from "../../store/editor-context.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Label } from "../../ui/Field.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { ToggleGroup } from "../../ui/ToggleGroup.tsx";
import { ColorField } from "../ColorField.tsx";
import { DurationField } from "../DurationField.tsx";
import { RetryFields } from "../RetryFields.tsx";
import { Section } from "../Section.tsx";
import type { SeveralSteps } from "./BulkSection.tsx";
import { sharedValue } from "./shared-values.ts";
import { withColor, withOnError, withRetry, withTimeout } from "./with-setting.ts";

const WORDS = { fail: "Fail", continue: "Continue", route: "Route" } as const;

/** What steps of any type have: whether they run, their colour, and what happens when they fail. */
export function BulkSettings({ steps }: { steps: SeveralSteps }) {
  const editor = useEditor();
  const ids = useMemo(() => new Set(steps.map(({ step_id }) => step_id)), [steps]);
  const contracts = steps.map(({ step_type }) =>
    Object.hasOwn(editor.catalog, step_type) ? editor.catalog[step_type] : undefined,
  );
  const change = (what: string, key: string, update: (step: Step) => Step) =>
    editor.commit(changeSteps(ids, update), {
      label: `Change ${what} of ${steps.length} steps`,
      merge_key: `bulk:${[...ids].join(" ")}:${key}`,
    });
  const disabled = sharedValue(steps.map((step) => step.disabled ?? false));
  const color = sharedValue(steps.map(({ ui }) => ui?.color));
  const on_error = sharedValue(steps.map((step) => step.on_error ?? "fail"));
  const retry = sharedValue(steps.map((step) => step.retry));
  const timeout = sharedValue(steps.map(({ timeout_seconds }) => timeout_seconds));
  return (
    <Section title={`Settings of ${steps.length} steps`} defaultOpen>
      <div className="flex items-center gap-2">
        <Switch
          id="bulk-disabled"
          checked={disabled.value === true}
          onCheckedChange={(next) =>
            editor.commit(disableSteps(ids, next), { label: next ? "Disable steps" : "Enable steps" })
          }
        />
        <Label htmlFor="bulk-disabled">Disabled</Label>
        {disabled.mixed && <Badge>Mixed</Badge>}
      </div>
      <ColorField
        value={color.value}
        mixed={color.mixed}
        onChange={(next) => change("colour", "color", (step) => withColor(step, next))}
      />
      <div className="flex flex-col gap-1.5">
        <span className="flex items-center gap-2 font-medium text-xs">
          When one fails {on_error.mixed && <Badge>Mixed</Badge>}
        </span>
        <ToggleGroup
          label="When one fails"
          value={on_error.value ?? ""}
          options={ON_ERROR.map((value) => ({ value, label: WORDS[value] }))}
          className="flex"
          onValueChange={(next) => {
            if (next !== "") change("what an error does", "on_error", (step) => withOnError(step, next));
          }}
        />
      </div>
      {contracts.every((contract) => contract?.supports_retry) && (
        <RetryFields
          retry={retry.value}
          mixed={retry.mixed}
          defaultAttempts={1 + (editor.segment.params?.max_retries ?? 0)}
          problems={[]}
          onChange={(next, field) =>
            change("retries", `retry:${field}`, (step) => withRetry(step, next, field))
          }
          onLeave={editor.seal}
        />
      )}
      {contracts.every((contract) => contract?.supports_timeout) && (
        <DurationField
          label="Time limit"
          path="/timeout_seconds"
          unit="seconds"
          value={timeout.value}
          bounds={{ min: 1, max: 31_536_000, integer: true }}
          placeholder={timeout.mixed ? "Mixed" : "none"}
          onCommit={(next) => change("time limit", "timeout", (step) => withTimeout(step, next))}
          onLeave={editor.seal}
        />
      )}
    </Section>
  );
}
