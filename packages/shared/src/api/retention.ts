import { z } from "zod";

/** Days. */
export const MAX_RETENTION_DAYS = 36_500;

const RetentionDaysSchema = z
  .int("Give a whole number of days.")
  .min(1, "Runs are kept for at least 1 day.")
  .max(
    MAX_RETENTION_DAYS,
    `Runs are kept for at most ${MAX_RETENTION_DAYS} days; leave it out to keep them for ever.`,
  );

/** Null takes the organisation's own rule away. */
export const SetRetentionInput = z.strictObject({ days: RetentionDaysSchema.nullable() });

/** How long ended runs are kept. */
export type RetentionView = {
  /** The organisation's own rule; null: it has none. */
  days: number | null;
  /** What whoever runs the server allows at most; null: for ever. */
  server_days: number | null;
  updated_at: string | null;
  updated_by: { user_id: string; name: string } | null;
};
