// What the services need to know about a refusal of the database, the same for both drivers.

/** The SQLSTATE of a database error, also when Drizzle has wrapped it; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^[0-9A-Z]{5}$/.test(cause.code))
      return cause.code;
  }
  return undefined;
}

/** Whether a row was refused because another one already has its key. */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === "23505";

/** Whether the database found that its own files are not what it wrote (class XX: data and index corrupted). */
export const isDamage = (error: unknown): boolean => /^XX00[12]$/.test(sqlState(error) ?? "");
