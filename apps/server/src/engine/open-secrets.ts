import { secretNames } from "@worktrail/shared/segment/secret-names";
import { Mask } from "../secrets/mask.ts";
import type { Attempt } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";

/** The values of the secrets that an attempt names, and what keeps them out of whatever it tells. */
export type OpenSecrets = { readonly values: Record<string, string>; readonly mask: Mask };

export const NO_SECRETS: OpenSecrets = { values: {}, mask: new Mask([]) };

/** @throws StepFailure SECRET_MISSING */
export async function openSecrets(
  deps: Pick<EngineDeps, "secrets">,
  { step, state }: Pick<Attempt, "step" | "state">,
): Promise<OpenSecrets> {
  const names = secretNames(step);
  if (names.length === 0) return NO_SECRETS;
  const values = await deps.secrets.read(state.tenant_id, names);
  return { values, mask: new Mask(Object.values(values)) };
}
