// Helpers in processes of their own: what they do must not take the engine's time.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { killAtExit } from "./kill-at-exit.ts";

/** Milliseconds on a clock that all processes of this machine share. */
export const sharedNow = () => Number(process.hrtime.bigint()) / 1e6;

export type Child<Ask, Tell> = {
  ask(message: Ask): void;
  /** What it tells next, in order. */
  told(): Promise<Tell>;
  end(): Promise<void>;
};

const NODE_SETTINGS = new URL("../src/node-settings.ts", import.meta.url).href;

/** @param file the name of a file below `children` */
export function startChild<Ask extends object, Tell>(
  file: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Child<Ask, Tell> {
  const path = fileURLToPath(new URL(`./children/${file}`, import.meta.url));
  const child = fork(path, [...args], {
    // As the product itself starts.
    execArgv: ["--max-semi-space-size=8", "--import", NODE_SETTINGS, ...execArgv],
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const inbox: Tell[] = [];
  const waiting: PromiseWithResolvers<Tell>[] = [];
  child.on("message", (message) => {
    const first = waiting.shift();
    if (first) first.resolve(message as Tell);
    else inbox.push(message as Tell);
  });
  killAtExit(() => child.kill("SIGKILL"));
  const gone = once(child, "exit");
  void gone.then(() => {
    for (const { reject } of waiting) reject(new Error(`The helper ${file} ended before it answered.`));
  });
  return {
    ask: (message) => void child.send(message),
    told: () => {
      const [message] = inbox.splice(0, 1);
      if (message !== undefined) return Promise.resolve(message);
      const next = Promise.withResolvers<Tell>();
      waiting.push(next);
      return next.promise;
    },
    end: () => endChild(child, gone),
  };
}

async function endChild(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  await gone;
}
