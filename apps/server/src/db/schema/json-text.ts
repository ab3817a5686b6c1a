import { customType } from "../drizzle-orm.ts";

/**
 * JSON kept in a `text` column.
 *
 * Why not `jsonb`: values of a run must come back exactly as they went in, and `jsonb` refuses U+0000 and
 * lone surrogates, reorders keys and rewrites numbers. As text all of them survive, because JSON escapes them.
 * A plain text column (a name, a title, a comment) still cannot hold U+0000: the input schemas refuse it.
 */
export const jsonText = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => JSON.parse(value),
  })();
