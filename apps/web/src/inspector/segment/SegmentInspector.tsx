import type { Segment } from "@worktrail/shared/segment/schema";
import { SegmentSchema } from "@worktrail/shared/segment/schema";
import { useMemo, useRef } from "react";
import { setSegmentField } from "../../gestures/set-segment-field.ts";
import { useDocument, useEditor, useIssues } from "../../store/editor-context.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Field } from "../../ui/Field.tsx";
import { Input } from "../../ui/Input.tsx";
import { Textarea } from "../../ui/Textarea.tsx";
import { focusField } from "../focus-field.ts";
import { ProblemList } from "../ProblemList.tsx";
import { messagesAt } from "../problems-at.ts";
import { Section } from "../Section.tsx";
import { useDraft } from "../use-draft.ts";
import { InputSection } from "./InputSection.tsx";
import { LimitsSection } from "./LimitsSection.tsx";

/** The segment itself: shown while nothing is selected. */
export function SegmentInspector() {
  const issues = useIssues();
  const root = useRef<HTMLDivElement>(null);
  const own = useMemo(
    () => issues.filter(({ path }) => !path.startsWith("/steps/") && !path.startsWith("/edges/")),
    [issues],
  );
  return (
    <div ref={root}>
      <header className="px-3 pt-3 pb-3">
        <h2 className="font-semibold text-base">Segment</h2>
        <p className="text-muted text-xs">Select a step or a connection to configure it.</p>
      </header>
      <ProblemList
        problems={own}
        onOpen={(path) => {
          if (root.current) focusField(root.current, path);
        }}
      />
      <Section title="General" defaultOpen>
        <TextSetting field="name" label="Name" required />
        <SegmentId />
        <TextSetting
          field="version"
          label="Version"
          hint="Three numbers: what breaks, what is new, what is fixed."
          required
        />
        <Description />
      </Section>
      <InputSection messages={messagesAt(own, "/input_schema")} />
      <LimitsSection problems={own} />
    </div>
  );
}

function SegmentId() {
  const id = useDocument(({ segment }) => segment.segment_id);
  return (
    <Field
      label="Id"
      hint="Addresses and runs use it, so it stays."
      aside={<CopyButton size="sm" text={id} label="Copy id" />}
    >
      {(control) => <Input {...control} value={id} readOnly className="font-mono text-xs" />}
    </Field>
  );
}

interface TextSettingProps {
  field: "name" | "version";
  label: string;
  hint?: string;
  required?: boolean;
}

function TextSetting({ field, label, hint, required }: TextSettingProps) {
  const editor = useEditor();
  const value = useDocument(({ segment }) => segment[field]);
  const draft = useDraft({
    value,
    live: true,
    check: (text) => settingProblem(field, text),
    onCommit: (text) =>
      editor.commit(setSegmentField(field, text), {
        label: `Change ${label.toLowerCase()}`,
        merge_key: `segment:${field}`,
      }),
    onLeave: editor.seal,
  });
  return (
    <div data-field-path={`/${field}`}>
      <Field label={label} hint={hint} error={draft.problem} {...(required && { required })}>
        {(control) => <Input {...control} {...draft.control} autoComplete="off" />}
      </Field>
    </div>
  );
}

/** Why the segment could not be saved with this text, or null. */
export function settingProblem(field: "name" | "version", text: string): string | null {
  const parsed = SegmentSchema.shape[field].safeParse(text);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "This cannot be saved.");
}

function Description() {
  const editor = useEditor();
  const value: Segment["description"] = useDocument(({ segment }) => segment.description);
  return (
    <div data-field-path="/description">
      <Field label="Description">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={value ?? ""}
            placeholder="What it does, and for whom"
            onChange={({ target }) =>
              editor.commit(setSegmentField("description", target.value || undefined), {
                label: "Change description",
                merge_key: "segment:description",
              })
            }
            onBlur={editor.seal}
          />
        )}
      </Field>
    </div>
  );
}
