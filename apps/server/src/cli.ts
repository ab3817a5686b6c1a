// The command line: finds the command, loads only what that needs, and turns a refusal into one sentence.
import "./node-settings.ts";
import type { Command } from "./cli/command.ts";
import { StartupError } from "./startup-error.ts";

const COMMANDS: Record<string, { summary: string; load: () => Promise<{ command: Command }> }> = {
  serve: { summary: "start the server", load: () => import("./cli/serve.ts") },
  worker: {
    summary: "run segments for the servers on the same PostgreSQL",
    load: () => import("./cli/worker.ts"),
  },
  run: { summary: "run a segment file without a server", load: () => import("./cli/run.ts") },
  validate: { summary: "say what is wrong with a segment file", load: () => import("./cli/validate.ts") },
  restore: {
    summary: "put a snapshot in the place of the embedded database",
    load: () => import("./cli/restore.ts"),
  },
  migrate: { summary: "bring the database up to date", load: () => import("./cli/migrate.ts") },
};

const USAGE = [
  "Usage: worktrail <command> [options]",
  "",
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
].join("\n");

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(USAGE);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry)
    throw new StartupError(`There is no command "${name}"; \`worktrail --help\` lists the commands.`);
  const { command } = await entry.load();
  return command(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof StartupError ? error.message : error);
}
