import type { StepContract } from "@worktrail/shared/step/define-step";
import { useMemo } from "react";
import { commonNames, type NamesInScope, namesInScope } from "../expression-editor/names-in-scope.ts";
import type { Editor } from "../store/editor.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { type PreviewData, usePreviewData } from "./data/use-preview-data.ts";
import type { LocalProblem } from "./problems-at.ts";
import { matchesPattern } from "./secret-fields.ts";
import { useSecretNames } from "./secrets/secret-names.ts";
import type { StepForm } from "./step-form-context.tsx";

interface StepFormOptions {
  /** The step whose fields these are, or several that share them; the first one's values are shown. */
  step_ids: readonly [string, ...string[]];
  contract: StepContract | null;
  problems: readonly LocalProblem[];
  openData: () => void;
}

export function useStepFormOf({ step_ids, contract, problems, openData }: StepFormOptions): StepForm {
  const editor = useEditor();
  const edges = useDocument(({ segment }) => segment.edges);
  const secrets = useSecretNames().names;
  const preview = usePreviewData(step_ids[0]);
  const key = step_ids.join(" ");
  const names = useMemo(
    () => fieldNames(editor, key.split(" "), contract, preview.scope, secrets),
    [editor, key, contract, edges, preview.scope, secrets],
  );
  return useMemo(
    () => ({
      ...names,
      problems,
      isConnected: (port_id) =>
        (edges ?? []).some((edge) => edge.source_step === step_ids[0] && edge.source_port === port_id),
      seal: editor.seal,
      preview,
      openData,
    }),
    [names, problems, edges, key, editor, preview, openData],
  );
}

type FieldNames = Pick<StepForm, "namesFor" | "variablesAt" | "allowsSecrets">;

/** Answers are kept for as long as the drawing is the same: each field asks on every check. */
function fieldNames(
  editor: Editor,
  step_ids: readonly string[],
  contract: StepContract | null,
  scope: PreviewData["scope"],
  secrets: readonly string[] | null,
): FieldNames {
  const seen = scope ? { ...scope, run_input: scope.run.input } : undefined;
  const allowsSecrets = (path: string) =>
    (contract?.secret_fields ?? []).some((pattern) => matchesPattern(path, pattern));
  const offered = Object.entries(contract?.variables ?? {});
  const variablesAt = (path: string) =>
    offered.find(([pattern]) => matchesPattern(path, pattern))?.[1] ?? NO_VARIABLES;
  const kept = new Map<string, { graph: object; names: NamesInScope }>();
  const ask = (withSecrets: boolean, variables: readonly string[]) => {
    const key = `${withSecrets} ${variables.join(" ")}`;
    const known = kept.get(key);
    if (known?.graph === editor.graph) return known.names;
    const each = step_ids.map((step_id) => namesInScope(editor.graph, step_id, withSecrets, seen));
    const names = withExtras(commonNames(each), withSecrets ? secrets : null, variables);
    kept.set(key, { graph: editor.graph, names });
    return names;
  };
  return {
    allowsSecrets,
    variablesAt,
    namesFor: (path) => {
      const [withSecrets, variables] = [allowsSecrets(path), variablesAt(path)];
      return () => ask(withSecrets, variables);
    },
  };
}

const NO_VARIABLES: readonly string[] = [];

function withExtras(
  { check, completion }: NamesInScope,
  secrets: readonly string[] | null,
  variables: readonly string[],
): NamesInScope {
  const offered = variables.map((name) => ({ name, info: "This has a value while the step runs." }));
  return {
    check: {
      ...check,
      ...(secrets && { known_secrets: secrets }),
      ...(variables.length > 0 && { variables }),
    },
    completion: {
      ...completion,
      ...(secrets && { secrets }),
      ...(variables.length > 0 && { variables: offered }),
    },
  };
}
