import { StepFailure } from "@worktrail/shared/step/failure";
import type { Storage } from "../db/storage.ts";
import type { SecretsPort } from "../engine/engine-deps.ts";
import { markUsed, readSealed } from "./repo.ts";
import { unseal } from "./seal.ts";

/** Opens secrets for the attempt of a step that names them; nothing keeps the values. */
export function createSecretsPort(storage: Storage, key: Buffer | null): SecretsPort {
  return {
    async read(organization_id, names) {
      const sealed = new Map(
        (await readSealed(storage.db, organization_id, names)).map((row) => [row.name, row.sealed]),
      );
      const values: Record<string, string> = {};
      for (const name of names) {
        const text = sealed.get(name);
        if (text === undefined)
          throw missing(`There is no secret ${name}. Create it under Secrets, then retry.`);
        const value = key && unseal(key, { organization_id, name }, text);
        if (value === null) throw missing(cannotOpen(name));
        values[name] = value;
      }
      await markUsed(storage.db, organization_id, names, new Date());
      return values;
    },
  };
}

const cannotOpen = (name: string) =>
  `The secret ${name} does not open with this server's key. Start every server and worker with the WORKTRAIL_SECRETS_KEY that it was stored with, or enter it anew, then retry.`;

function missing(message: string): StepFailure {
  return new StepFailure("SECRET_MISSING", message);
}
