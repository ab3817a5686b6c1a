// The field into which a value goes that is inserted from elsewhere: the one that had the focus last.
import { createContext, useContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";

export type ReferenceTarget = {
  /** The accessible name of the field. */
  readonly label: string;
  readonly insert: (reference: string) => void;
};

export type ReferenceTargets = StoreApi<{ readonly last: ReferenceTarget | null }>;

export function createReferenceTargets(): ReferenceTargets {
  return createStore(() => ({ last: null }));
}

const ReferenceTargetsContext = createContext<ReferenceTargets>(createReferenceTargets());

export const ReferenceTargetsProvider = ReferenceTargetsContext.Provider;

export function useReferenceTargets(): ReferenceTargets {
  return useContext(ReferenceTargetsContext);
}
