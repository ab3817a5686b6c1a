import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sql } from "./drizzle-orm.ts";

/** A `jsonText` column read as the shape that its only writer gave it. */
export function storedJson<T>(column: PgColumn): SQL<T> {
  return sql`${column}`.mapWith((text: string): T => JSON.parse(text));
}
