import type { Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { useCallback, useMemo, useState } from "react";
import {
  createReferenceTargets,
  ReferenceTargetsProvider,
} from "../../expression-editor/reference-targets.ts";
import { useEditor } from "../../store/editor-context.tsx";
import { ConfigForm } from "../ConfigForm.tsx";
import { configSchema, fieldTitle } from "../config-view.ts";
import { DataSection } from "../data/DataSection.tsx";
import { Section } from "../Section.tsx";
import { StepFormProvider } from "../step-form-context.tsx";
import { useStable } from "../use-stable.ts";
import { useStepFormOf } from "../use-step-form.ts";
import { BulkSettings } from "./BulkSettings.tsx";
import { changeConfigs } from "./change-configs.ts";
import { configPatch, sharedConfig } from "./shared-values.ts";

export type SeveralSteps = readonly [Step, Step, ...Step[]];

/** The settings that several steps share: a change applies to all of them. */
export function BulkSection({ steps }: { steps: SeveralSteps }) {
  const { catalog } = useEditor();
  const [{ step_type }] = steps;
  const isOneType = steps.every((step) => step.step_type === step_type);
  const contract = Object.hasOwn(catalog, step_type) ? (catalog[step_type] ?? null) : null;
  return (
    <>
      {isOneType && contract && <BulkConfig steps={steps} contract={contract} />}
      <BulkSettings steps={steps} />
    </>
  );
}

const NO_PROBLEMS: readonly never[] = [];

function BulkConfig({ steps, contract }: { steps: SeveralSteps; contract: StepContract }) {
  const editor = useEditor();
  const ids = useStable(steps.map(({ step_id }) => step_id));
  const [first] = steps;
  const step_ids = useMemo(() => [first.step_id, ...ids.slice(1)] as const, [first.step_id, ids]);
  const [dataOpen, setDataOpen] = useState(false);
  const openData = useCallback(() => setDataOpen(true), []);
  const [targets] = useState(createReferenceTargets);
  const form = useStepFormOf({ step_ids, contract, problems: NO_PROBLEMS, openData });
  const shared = sharedConfig(steps.map(({ config }) => config ?? {}));
  const config = useStable(shared.config);
  const mixed = useMixed(shared.mixed);
  const schema = configSchema(contract.type_id);
  if (!schema) return null;
  return (
    <ReferenceTargetsProvider value={targets}>
      <StepFormProvider value={form}>
        <DataSection open={dataOpen} onOpenChange={setDataOpen} />
        <Section title={`Configuration of ${steps.length} steps`} defaultOpen>
          <ConfigForm
            schema={schema}
            config={config}
            mixed={mixed}
            onChange={(next) => {
              const patch = configPatch(config, next);
              const [field = "", ...more] = Object.keys(patch);
              const what = more.length === 0 ? fieldTitle(schema, field).toLowerCase() : "configuration";
              editor.commit(changeConfigs(ids, patch, editor.catalog), {
                label: `Change ${what} of ${steps.length} steps`,
                merge_key: `bulk:${ids.join(" ")}:${Object.keys(patch).join(" ")}`,
              });
            }}
          />
        </Section>
      </StepFormProvider>
    </ReferenceTargetsProvider>
  );
}

/** The same set for as long as it holds the same names. */
function useMixed(mixed: ReadonlySet<string>): ReadonlySet<string> {
  const names = useStable([...mixed]);
  return useMemo(() => new Set(names), [names]);
}
