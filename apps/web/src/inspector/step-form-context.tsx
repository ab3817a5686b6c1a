import { createContext, useContext } from "react";
import { type NamesInScope, NO_NAMES } from "../expression-editor/names-in-scope.ts";
import type { LocalProblem } from "./problems-at.ts";

/** What the controls of one step's config share. */
export type StepForm = {
  /** What an expression may name in a field; a new pair of functions means that it changed. */
  readonly names: { readonly plain: () => NamesInScope; readonly secret: () => NamesInScope };
  /** Whether the field at a place of the config may name secrets. */
  readonly allowsSecrets: (path: string) => boolean;
  /** With paths that begin at the config. */
  readonly problems: readonly LocalProblem[];
  /** Whether an edge leaves this output port. */
  readonly isConnected: (port_id: string) => boolean;
  /** Ends a burst of typing. */
  readonly seal: () => void;
};

const none = () => NO_NAMES;

const StepFormContext = createContext<StepForm>({
  names: { plain: none, secret: none },
  allowsSecrets: () => false,
  problems: [],
  isConnected: () => false,
  seal: () => {},
});

export const StepFormProvider = StepFormContext.Provider;

export function useStepForm(): StepForm {
  return useContext(StepFormContext);
}

/** The names for the field at `path`. */
export function useNames(path: string): () => NamesInScope {
  const { names, allowsSecrets } = useStepForm();
  return allowsSecrets(path) ? names.secret : names.plain;
}
