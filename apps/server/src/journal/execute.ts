import { sql } from "../db/drizzle-orm.ts";
import type { Database } from "../db/storage.ts";

/** Plain SQL with `$1` parameters inside a Drizzle transaction. */
export async function execute<Row>(tx: Database, text: string, params: readonly unknown[]): Promise<Row[]> {
  const pieces = text.split(/\$(\d+)/);
  const chunks = pieces.map((piece, index) =>
    index % 2 === 0 ? sql.raw(piece) : sql`${sql.param(params[Number(piece) - 1])}`,
  );
  const result = (await tx.execute(sql.join(chunks))) as unknown as { rows: Row[] };
  return result.rows;
}
