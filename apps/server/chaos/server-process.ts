// `worktrail serve` as a child of its own, which may be killed, paused and resumed at any moment of its life.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const KEPT_OUTPUT = 4_000;

export type Gone = { code: number | null; signal: NodeJS.Signals | null; output: string };

export type ServerProcess = {
  pid: number;
  /** Its address once it listens; rejects when it ends before. */
  url: Promise<string>;
  gone: Promise<Gone>;
  send(signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): void;
  /** Ends it at once, as a crash would; resolves once it is gone. */
  kill(): Promise<Gone>;
};

export type ServerOptions = {
  token: string;
  dataDir: string;
  databaseUrl: string | undefined;
  /** `host:port` that it may call. */
  allow: string;
};

export function startServerProcess({ token, dataDir, databaseUrl, allow }: ServerOptions): ServerProcess {
  const child = spawn(process.execPath, [CLI, "serve"], {
    env: {
      PATH: process.env.PATH ?? "",
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "warn",
      WORKTRAIL_TOKEN: token,
      WORKTRAIL_DATA: dataDir,
      WORKTRAIL_ALLOW_HOSTS: allow,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: unknown) => {
    output = `${output}${String(chunk)}`.slice(-KEPT_OUTPUT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const gone = once(child, "close").then(([code, signal]) => ({ code, signal, output }) as Gone);
  const url = new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += String(chunk);
      const address = /running at (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    void gone.then((end) => reject(new Error(`The server ended before it listened: ${end.output}`)));
  });
  // Whoever kills it while it starts does not ask for its address.
  url.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    url,
    gone,
    send: (signal) => void child.kill(signal),
    kill: async () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}
