// What lies where in a data directory.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export const DATABASE = "db";
/** Written after the first complete migration: before it exists, the directory cannot hold anybody's data. */
export const MARKER = "db.ready";

export function writeMarker(dataDir: string): void {
  writeFileSync(join(dataDir, MARKER), "The database is complete. Do not remove this file.\n");
}
