import { type ParseArgsConfig, parseArgs } from "node:util";
import { StartupError } from "../startup-error.ts";

/** One command of `worktrail`: takes what follows its name, gives the exit code. One file each in this folder. */
export type Command = (args: string[]) => Promise<number>;

/** `parseArgs` of Node, with its refusals as one sentence for the person at the terminal. */
export function readArgs<const T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new StartupError(`${reason}; the command is used as: ${usage}.`);
  }
}
