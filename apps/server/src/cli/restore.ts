import { lockDirectory } from "../db/directory-lock.ts";
import { restoreSnapshot } from "../db/snapshots.ts";
import { readEnv } from "../env.ts";
import { StartupError } from "../startup-error.ts";
import { type Command, readArgs } from "./command.ts";

const USAGE = "worktrail restore [--snapshot NAME]";

/** Goes back to a snapshot of the embedded database: the newest one, or the one that is named. */
export const command: Command = async (args) => {
  const { values } = readArgs(USAGE, { args, options: { snapshot: { type: "string" } } });
  const { databaseUrl, dataDir } = readEnv();
  if (databaseUrl !== undefined) {
    throw new StartupError(
      "Snapshots are kept of the embedded database only; restore PostgreSQL from its own backup, or unset DATABASE_URL.",
    );
  }
  const lock = openDirectory(dataDir);
  try {
    const { name, kept } = await restoreSnapshot(dataDir, values.snapshot, new Date());
    console.log(`The database is what it was at ${name}.`);
    if (kept !== null) console.log(`What was there before is kept in ${kept}; remove it when you are sure.`);
  } finally {
    lock.release();
  }
  return 0;
};

function openDirectory(dataDir: string): ReturnType<typeof lockDirectory> {
  try {
    return lockDirectory(dataDir);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`There is no data directory ${dataDir} to restore; check WORKTRAIL_DATA.`);
  }
}
