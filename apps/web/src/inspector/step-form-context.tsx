import { createContext, useContext, useMemo } from "react";
import { type NamesInScope, NO_NAMES } from "../expression-editor/names-in-scope.ts";
import { NO_PREVIEW, type PreviewData } from "./data/use-preview-data.ts";
import type { LocalProblem } from "./problems-at.ts";

/** What the controls of one step's config share. */
export type StepForm = {
  /** What an expression may name in the field at a place of the config; another `namesFor` means it changed. */
  readonly namesFor: (path: string) => () => NamesInScope;
  /** Names that the field at a place offers beside the usual ones; they have values only while the step runs. */
  readonly variablesAt: (path: string) => readonly string[];
  /** Whether the field at a place of the config may name secrets. */
  readonly allowsSecrets: (path: string) => boolean;
  /** With paths that begin at the config. */
  readonly problems: readonly LocalProblem[];
  /** Whether an edge leaves this output port. */
  readonly isConnected: (port_id: string) => boolean;
  /** Ends a burst of typing. */
  readonly seal: () => void;
  readonly preview: PreviewData;
  /** Shows the values that the fields can name. */
  readonly openData: () => void;
};

const none = () => NO_NAMES;

export const NO_STEP_FORM: StepForm = {
  namesFor: () => none,
  variablesAt: () => [],
  allowsSecrets: () => false,
  problems: [],
  isConnected: () => false,
  seal: () => {},
  preview: NO_PREVIEW,
  openData: () => {},
};

const StepFormContext = createContext<StepForm>(NO_STEP_FORM);

export const StepFormProvider = StepFormContext.Provider;

export function useStepForm(): StepForm {
  return useContext(StepFormContext);
}

/** The names for the field at `path`. */
export function useNames(path: string): () => NamesInScope {
  const { namesFor } = useStepForm();
  return useMemo(() => namesFor(path), [namesFor, path]);
}
