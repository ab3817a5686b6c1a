import { openStorage } from "../db/storage.ts";
import { readEnv } from "../env.ts";
import { type Command, readArgs } from "./command.ts";

export const command: Command = async (args) => {
  readArgs("worktrail migrate", { args, options: {} });
  const storage = await openStorage(readEnv());
  try {
    await storage.migrate();
    // The queue keeps its own tables and brings them up to date when it starts.
    await storage.boss.start();
  } finally {
    await storage.close();
  }
  console.log("The database is up to date.");
  return 0;
};
