import type { Segment } from "@worktrail/shared/segment/schema";
import { setSegmentField } from "../../gestures/set-segment-field.ts";
import { useDocument, useEditor } from "../../store/editor-context.tsx";
import { DurationField } from "../DurationField.tsx";
import { durationText } from "../duration-text.ts";
import { NumberField } from "../NumberField.tsx";
import { type LocalProblem, messagesAt } from "../problems-at.ts";
import { Section } from "../Section.tsx";

type Params = NonNullable<Segment["params"]>;

const LIMITS = [
  {
    field: "max_retries",
    label: "Retries",
    hint: "After the first attempt, for steps that can be retried and say nothing themselves.",
    bounds: { min: 0, max: 99, integer: true },
    placeholder: "0",
  },
  {
    field: "max_concurrency",
    label: "Steps at once",
    hint: "How many steps of one run may be under way together.",
    bounds: { min: 1, max: 256, integer: true },
    placeholder: "16",
  },
] as const;

/** The bounds within which every run of the segment stays. */
export function LimitsSection({ problems }: { problems: readonly LocalProblem[] }) {
  const editor = useEditor();
  const params = useDocument(({ segment }) => segment.params);
  const change = (field: keyof Params, label: string, value: number | undefined) =>
    editor.commit(setSegmentField("params", withParam(params, field, value)), {
      label: `Change ${label.toLowerCase()}`,
      merge_key: `params:${field}`,
    });
  return (
    <Section title="Runs" summary={summaryOf(params)}>
      <DurationField
        label="Time limit of a run"
        hint="Such as 5 min or 2 d. Waiting for people counts too; left out, there is no limit."
        path="/params/timeout_seconds"
        unit="seconds"
        value={params?.timeout_seconds}
        bounds={{ min: 1, max: 31_536_000, integer: true }}
        placeholder="none"
        messages={messagesAt(problems, "/params/timeout_seconds")}
        onCommit={(value) => change("timeout_seconds", "time limit of a run", value)}
        onLeave={editor.seal}
      />
      {LIMITS.map(({ field, label, hint, bounds, placeholder }) => (
        <NumberField
          key={field}
          label={label}
          hint={hint}
          path={`/params/${field}`}
          value={params?.[field]}
          bounds={bounds}
          placeholder={placeholder}
          messages={messagesAt(problems, `/params/${field}`)}
          onCommit={(value) => change(field, label, value)}
          onLeave={editor.seal}
        />
      ))}
    </Section>
  );
}

/** Without any setting there are no params. */
export function withParam(
  params: Params | undefined,
  field: keyof Params,
  value: number | undefined,
): Params | undefined {
  const { [field]: _old, ...rest } = params ?? {};
  if (value !== undefined) return { ...rest, [field]: value };
  return Object.keys(rest).length > 0 ? rest : undefined;
}

function summaryOf(params: Params | undefined): string {
  const parts = [
    params?.timeout_seconds !== undefined && durationText(params.timeout_seconds, "seconds"),
    params?.max_retries !== undefined && `${params.max_retries} retries`,
    params?.max_concurrency !== undefined && `${params.max_concurrency} at once`,
  ].filter(Boolean);
  return parts.join(" · ") || "Defaults";
}
