import { isJsonObject } from "@worktrail/shared/json";
import type { Step } from "@worktrail/shared/segment/schema";
import { useState } from "react";
import { setConfig } from "../gestures/set-config.ts";
import { useEditor } from "../store/editor-context.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Section } from "./Section.tsx";

/** The config of a step whose type the catalog does not know: as it is, so that nothing gets lost. */
export function UnknownConfig({ step }: { step: Step }) {
  const editor = useEditor();
  const [text, setText] = useState(() => JSON.stringify(step.config ?? {}, null, 2));
  const change = (next: string) => {
    setText(next);
    const config = objectIn(next);
    if (!config) return;
    editor.commit(setConfig(step.step_id, config), {
      label: "Change configuration",
      merge_key: `config:${step.step_id}`,
    });
  };
  return (
    <Section title="Configuration" defaultOpen>
      <p className="text-muted text-xs">
        This server does not know the type {step.step_type}. The step is kept as it is and cannot run.
      </p>
      <div data-field-path="/config">
        <CodeEditor label="Configuration as JSON" value={text} onChange={change} onBlur={editor.seal} />
      </div>
    </Section>
  );
}

function objectIn(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
