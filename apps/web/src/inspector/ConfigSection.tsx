import type { JsonObject } from "@worktrail/shared/json";
import type { Step } from "@worktrail/shared/segment/schema";
import { ChevronRight } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { SchemaForm } from "../schema-form/SchemaForm.tsx";
import { useEditor } from "../store/editor-context.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { changeConfig, configCommit } from "./change-config.ts";
import { choiceWords, configView, fieldTitle } from "./config-view.ts";
import { configControls } from "./controls/config-controls.ts";
import { messagesAt } from "./problems-at.ts";
import { Section } from "./Section.tsx";
import { useStepForm } from "./step-form-context.tsx";
import { useStable } from "./use-stable.ts";

const NOTHING: JsonObject = {};

/** The form that the catalog's JSON Schema of the step type asks for. */
export function ConfigSection({ step, schema }: { step: Step; schema: JsonObject }) {
  const editor = useEditor();
  const { problems, seal } = useStepForm();
  const [preferred, setPreferred] = useState<string | null>(null);
  const config = step.config ?? NOTHING;
  const view = useMemo(
    () => configView(schema, config, (field) => messagesAt(problems, `/${field}`).length > 0, preferred),
    [schema, config, problems, preferred],
  );
  const main = useStable(view.main);
  const advanced = useStable(view.advanced);
  const errors = useMemo(() => problems.filter(({ severity }) => severity === "error"), [problems]);
  const change = (next: JsonObject) =>
    editor.commit(
      changeConfig(step.step_id, next, editor.catalog),
      configCommit(step.step_id, schema, config, next),
    );
  const uiSchema = useMemo(() => choiceWords(schema), [schema]);
  const form = { value: config, onChange: change, widgets: configControls, errors, uiSchema };
  return (
    <Section title="Configuration" defaultOpen>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notices that a field inside was left or its label clicked. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a label is no control; keys reach the field itself. */}
      <div data-path-base="/config" className="flex flex-col gap-4" onBlur={seal} onClick={focusLabelled}>
        {view.one_of?.chosen && (
          <OneOf
            fields={view.one_of.fields}
            chosen={view.one_of.chosen}
            schema={schema}
            config={config}
            onChange={(next, field) => {
              setPreferred(field);
              change(next);
            }}
          />
        )}
        <SchemaForm key={view.one_of?.chosen} schema={main} {...form} />
        {advanced && (
          <details className="group/more" open={hasValue(advanced, config)}>
            <summary className="flex cursor-default list-none items-center gap-1.5 rounded-md py-1 text-muted text-xs hover:text-text [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-3.5 transition-transform duration-100 group-open/more:rotate-90"
              />
              More settings
            </summary>
            <div className="pt-3">
              <SchemaForm schema={advanced} {...form} />
            </div>
          </details>
        )}
      </div>
    </Section>
  );
}

/** A label reaches native controls by itself, and an editor only with help. */
function focusLabelled({ target }: { target: EventTarget }): void {
  const label = target instanceof Element ? target.closest("label") : null;
  const labelled = label && document.getElementById(label.htmlFor);
  if (labelled?.isContentEditable) labelled.focus();
}

function hasValue(schema: JsonObject, config: JsonObject): boolean {
  return Object.keys(schema.properties ?? {}).some((field) => config[field] !== undefined);
}

interface OneOfProps {
  fields: readonly string[];
  chosen: string;
  schema: JsonObject;
  config: JsonObject;
  onChange: (config: JsonObject, field: string) => void;
}

/** A choice between fields that exclude each other. What the other one held comes back with it. */
function OneOf({ fields, chosen, schema, config, onChange }: OneOfProps) {
  const put_aside = useRef<JsonObject>({});
  const choose = (field: string) => {
    if (field === chosen) return;
    const { [chosen]: old, ...rest } = config;
    if (old !== undefined) put_aside.current = { ...put_aside.current, [chosen]: old };
    const kept = put_aside.current[field];
    onChange(kept === undefined ? rest : { ...rest, [field]: kept }, field);
  };
  return (
    <ToggleGroup
      label="Written as"
      value={chosen}
      options={fields.map((field) => ({ value: field, label: fieldTitle(schema, field) }))}
      onValueChange={choose}
      className="flex"
    />
  );
}
