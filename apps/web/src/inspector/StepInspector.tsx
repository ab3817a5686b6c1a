import type { Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { useEffect, useMemo, useRef } from "react";
import { namesInScope } from "../expression-editor/names-in-scope.ts";
import { useDocument, useEditor, useIssues, useSession } from "../store/editor-context.tsx";
import { ConfigSection } from "./ConfigSection.tsx";
import { configSchema } from "./config-view.ts";
import { FailureSection } from "./FailureSection.tsx";
import { focusField } from "./focus-field.ts";
import { PortsSection } from "./PortsSection.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { problemsBelow } from "./problems-at.ts";
import { StepHeader } from "./StepHeader.tsx";
import { matchesPattern } from "./secret-fields.ts";
import { type StepForm, StepFormProvider } from "./step-form-context.tsx";
import { UnknownConfig } from "./UnknownConfig.tsx";

/** Everything about one step. */
export function StepInspector({ step, index }: { step: Step; index: number }) {
  const { catalog } = useEditor();
  const issues = useIssues();
  const root = useRef<HTMLDivElement>(null);
  useFocusRequest(step.step_id, root);
  const known: StepContract | undefined = Object.hasOwn(catalog, step.step_type)
    ? catalog[step.step_type]
    : undefined;
  const contract = known ?? null;
  const schema = configSchema(step.step_type);
  const problems = useMemo(() => problemsBelow(issues, `/steps/${index}`), [issues, index]);
  const inConfig = useMemo(
    () =>
      problems.flatMap((problem) =>
        problem.path.startsWith("/config")
          ? [{ ...problem, path: problem.path.slice("/config".length) }]
          : [],
      ),
    [problems],
  );
  const form = useStepFormOf(step.step_id, contract, inConfig);
  return (
    <div ref={root}>
      <StepHeader step={step} contract={contract} />
      <ProblemList
        problems={problems}
        onOpen={(path) => {
          if (root.current) focusField(root.current, path);
        }}
      />
      <StepFormProvider value={form}>
        {contract && schema ? <ConfigSection step={step} schema={schema} /> : <UnknownConfig step={step} />}
      </StepFormProvider>
      {contract && <FailureSection step={step} contract={contract} problems={problems} />}
      {contract && <PortsSection step={step} contract={contract} problems={problems} />}
    </div>
  );
}

function useStepFormOf(
  step_id: string,
  contract: StepContract | null,
  problems: StepForm["problems"],
): StepForm {
  const editor = useEditor();
  const edges = useDocument(({ segment }) => segment.edges);
  const names = useMemo(
    () => ({
      plain: () => namesInScope(editor.graph, step_id, false),
      secret: () => namesInScope(editor.graph, step_id, true),
    }),
    [editor, step_id, edges],
  );
  return useMemo(
    () => ({
      names,
      problems,
      allowsSecrets: (path) =>
        (contract?.secret_fields ?? []).some((pattern) => matchesPattern(path, pattern)),
      isConnected: (port_id) =>
        (edges ?? []).some((edge) => edge.source_step === step_id && edge.source_port === port_id),
      seal: editor.seal,
    }),
    [names, problems, contract, edges, step_id, editor],
  );
}

/** A problem that was opened elsewhere asks for its field. */
function useFocusRequest(step_id: string, root: { readonly current: HTMLElement | null }): void {
  const editor = useEditor();
  const request = useSession((state) => state.focus_field);
  useEffect(() => {
    if (request?.step_id !== step_id || !root.current) return;
    editor.session.setState({ focus_field: null });
    focusField(root.current, request.path.replace(/^\/steps\/\d+/, ""));
  }, [editor, request, step_id, root]);
}
