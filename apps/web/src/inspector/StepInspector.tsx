import type { Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { PinnedNote } from "../again/PinnedNote.tsx";
import { StepPlace } from "../arrange/StepPlace.tsx";
import { createReferenceTargets, ReferenceTargetsProvider } from "../expression-editor/reference-targets.ts";
import { useEditor, useIssues, useSession } from "../store/editor-context.tsx";
import { OpenSubSegment } from "../sub-segments/OpenSubSegment.tsx";
import { ConfigSection } from "./ConfigSection.tsx";
import { configSchema } from "./config-view.ts";
import { DataSection } from "./data/DataSection.tsx";
import { FailureSection } from "./FailureSection.tsx";
import { focusField } from "./focus-field.ts";
import { LookSection } from "./LookSection.tsx";
import { PortsSection } from "./PortsSection.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { type LocalProblem, problemsBelow } from "./problems-at.ts";
import { StepHeader } from "./StepHeader.tsx";
import { StepFormProvider } from "./step-form-context.tsx";
import { UnknownConfig } from "./UnknownConfig.tsx";
import { useStable } from "./use-stable.ts";
import { useStepFormOf } from "./use-step-form.ts";

/** Everything about one step. */
export function StepInspector({ step, index }: { step: Step; index: number }) {
  const { catalog } = useEditor();
  const root = useRef<HTMLDivElement>(null);
  useFocusRequest(step.step_id, root);
  const known: StepContract | undefined = Object.hasOwn(catalog, step.step_type)
    ? catalog[step.step_type]
    : undefined;
  const contract = known ?? null;
  const schema = configSchema(step.step_type);
  const { problems, inConfig } = useProblemsOf(index);
  const [dataOpen, setDataOpen] = useState(recallDataOpen);
  const showData = useCallback((open: boolean) => {
    setDataOpen(open);
    rememberDataOpen(open);
  }, []);
  const openData = useCallback(() => showData(true), [showData]);
  const [targets] = useState(createReferenceTargets);
  const form = useStepFormOf({ step_ids: [step.step_id], contract, problems: inConfig, openData });
  const openProblem = useCallback((path: string) => {
    if (root.current) focusField(root.current, path);
  }, []);
  const { step_id, step_type, name, on_error, retry, timeout_seconds, repeatable } = step;
  return (
    <div ref={root}>
      <StepHeader step_id={step_id} step_type={step_type} name={name} contract={contract} />
      <StepPlace step_id={step_id} disabled={step.disabled ?? false} />
      <OpenSubSegment step={step} />
      <PinnedNote step_id={step_id} />
      <ProblemList problems={problems} onOpen={openProblem} />
      <ReferenceTargetsProvider value={targets}>
        <StepFormProvider value={form}>
          {contract && <DataSection open={dataOpen} onOpenChange={showData} />}
          {contract && schema ? <ConfigSection step={step} schema={schema} /> : <UnknownConfig step={step} />}
        </StepFormProvider>
      </ReferenceTargetsProvider>
      {contract && (
        <FailureSection
          step_id={step_id}
          on_error={on_error}
          retry={retry}
          timeout_seconds={timeout_seconds}
          repeatable={repeatable}
          contract={contract}
          problems={problems}
        />
      )}
      {contract && <PortsSection step={step} contract={contract} problems={problems} />}
      <LookSection step_id={step_id} color={step.ui?.color} />
    </div>
  );
}

function useProblemsOf(index: number): {
  problems: readonly LocalProblem[];
  inConfig: readonly LocalProblem[];
} {
  const issues = useIssues();
  const problems = useStable(useMemo(() => problemsBelow(issues, `/steps/${index}`), [issues, index]));
  return useMemo(
    () => ({
      problems,
      inConfig: problems.flatMap((problem) =>
        problem.path.startsWith("/config")
          ? [{ ...problem, path: problem.path.slice("/config".length) }]
          : [],
      ),
    }),
    [problems],
  );
}

const DATA_OPEN = "worktrail.inspector-data";

function recallDataOpen(): boolean {
  try {
    return localStorage.getItem(DATA_OPEN) === "open";
  } catch {
    return false;
  }
}

function rememberDataOpen(open: boolean): void {
  try {
    localStorage.setItem(DATA_OPEN, open ? "open" : "closed");
  } catch {
    // Nothing is lost but a convenience.
  }
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
