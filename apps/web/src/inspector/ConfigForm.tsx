import type { JsonObject } from "@worktrail/shared/json";
import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { NOTHING_MIXED } from "../schema-form/form-context.ts";
import { SchemaForm } from "../schema-form/SchemaForm.tsx";
import { choiceWords, configView, mixedFields, mixedWords } from "./config-view.ts";
import { configControls } from "./controls/config-controls.ts";
import { OneOf } from "./OneOf.tsx";
import { messagesAt } from "./problems-at.ts";
import { useStepForm } from "./step-form-context.tsx";
import { useStable } from "./use-stable.ts";

export interface ConfigFormProps {
  schema: JsonObject;
  config: JsonObject;
  onChange: (config: JsonObject) => void;
  /** Fields that differ among the steps that the form stands for. */
  mixed?: ReadonlySet<string>;
}

/** The fields that the catalog's JSON Schema of a step type asks for. */
export function ConfigForm(props: ConfigFormProps) {
  const { schema, config, onChange, mixed = NOTHING_MIXED } = props;
  const { problems, seal } = useStepForm();
  const [preferred, setPreferred] = useState<string | null>(null);
  const view = useMemo(() => {
    const isShown = (field: string) => mixed.has(field) || messagesAt(problems, `/${field}`).length > 0;
    return configView(schema, config, isShown, preferred, mixed);
  }, [schema, config, problems, preferred, mixed]);
  const main = useStable(mixedFields(view.main, mixed));
  const advanced = useStable(view.advanced && mixedFields(view.advanced, mixed));
  const errors = useMemo(() => problems.filter(({ severity }) => severity === "error"), [problems]);
  const uiSchema = useMemo(() => ({ ...choiceWords(schema), ...mixedWords(schema, mixed) }), [schema, mixed]);
  const form = { value: config, onChange, widgets: configControls, errors, uiSchema, mixed };
  const chosen = view.one_of?.chosen;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that a field inside was left or its label clicked.
    // biome-ignore lint/a11y/useKeyWithClickEvents: a label is no control; keys reach the field itself.
    <div data-path-base="/config" className="flex flex-col gap-4" onBlur={seal} onClick={focusLabelled}>
      {view.one_of && chosen && !props.mixed && (
        <OneOf
          fields={view.one_of.fields}
          chosen={chosen}
          schema={schema}
          config={config}
          onChange={(next, field) => {
            setPreferred(field);
            onChange(next);
          }}
        />
      )}
      <SchemaForm key={chosen} schema={main} {...form} />
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
