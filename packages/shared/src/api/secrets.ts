import { z } from "zod";

/** Characters. A shorter value could not be told from ordinary words where it has to be masked. */
export const SECRET_LIMITS = { name: 64, value_min: 4, value_max: 20_000 } as const;

export const SecretNameSchema = z
  .string()
  .max(SECRET_LIMITS.name, `A secret's name has at most ${SECRET_LIMITS.name} characters.`)
  .regex(
    /^[A-Z][A-Z0-9_]*$/,
    "Use a capital letter first, then capital letters, digits and underscores, as in API_KEY.",
  );

export const PutSecretInput = z.strictObject({
  name: SecretNameSchema,
  value: z
    .string()
    .min(SECRET_LIMITS.value_min, `A secret has at least ${SECRET_LIMITS.value_min} characters.`)
    .max(SECRET_LIMITS.value_max, `A secret has at most ${SECRET_LIMITS.value_max} characters.`),
});
export const DeleteSecretInput = z.strictObject({ name: SecretNameSchema });

/** What anybody is ever told of a secret: its value leaves the server only inside a call of a step. */
export type SecretView = {
  name: string;
  updated_at: string;
  updated_by: { user_id: string; name: string };
  last_used_at: string | null;
};
