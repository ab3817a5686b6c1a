import { createContext, useContext } from "react";

/** Where a field learns which secrets there are. Names only: a value never comes to the page. */
export type SecretNames = {
  /** Null while nobody knows them: then any name is taken. */
  readonly names: readonly string[] | null;
  /** Opens the place where a secret is made; null where there is none. */
  readonly manage: (() => void) | null;
};

const SecretNamesContext = createContext<SecretNames>({ names: null, manage: null });

export const SecretNamesProvider = SecretNamesContext.Provider;

export function useSecretNames(): SecretNames {
  return useContext(SecretNamesContext);
}
