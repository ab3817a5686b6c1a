import type { JsonObject } from "@worktrail/shared/json";
import type { Step } from "@worktrail/shared/segment/schema";
import { useEditor } from "../store/editor-context.tsx";
import { ConfigForm } from "./ConfigForm.tsx";
import { changeConfig, configCommit } from "./change-config.ts";
import { Section } from "./Section.tsx";

const NOTHING: JsonObject = {};

/** The config of one step. */
export function ConfigSection({ step, schema }: { step: Step; schema: JsonObject }) {
  const editor = useEditor();
  const config = step.config ?? NOTHING;
  return (
    <Section title="Configuration" defaultOpen>
      <ConfigForm
        schema={schema}
        config={config}
        onChange={(next) =>
          editor.commit(
            changeConfig(step.step_id, next, editor.catalog),
            configCommit(step.step_id, schema, config, next),
          )
        }
      />
    </Section>
  );
}
