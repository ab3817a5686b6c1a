import type { Extension } from "@codemirror/state";
import { useMemo, useRef } from "react";
import { useReferenceTargets } from "../../expression-editor/reference-targets.ts";
import { useNames, useStepForm } from "../step-form-context.tsx";

/** For a JSON editor whose texts may hold templates: values can be dropped in, names are completed inside `{{ }}`. */
export function useJsonReferences(label: string, path: string): () => Promise<Extension> {
  const targets = useReferenceTargets();
  const names = useNames(path);
  const { seal } = useStepForm();
  const latest = useRef({ names, seal });
  latest.current = { names, seal };
  return useMemo(
    () => async () => {
      const { templatesInJson } = await import("../../expression-editor/templates-in-json.ts");
      return templatesInJson({
        targets,
        label,
        names: () => latest.current.names(),
        settle: () => latest.current.seal(),
      });
    },
    [targets, label],
  );
}
