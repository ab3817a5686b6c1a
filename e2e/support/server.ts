// Starts the real server, as `npm start` does, on a data directory and a port of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../apps/server/dist/worktrail.js", import.meta.url));
const NODE = process.env.WORKTRAIL_NODE ?? process.execPath;
const START_TIMEOUT_MS = 30_000;

/** Acts as the local owner in the tests' own calls. */
export const TOKEN = "end-to-end-tests-only-token";

export class Server {
  readonly url: string;
  /** Signs the local owner in, once; a new one with every start. */
  signInLink = "";
  private readonly port: number;
  private readonly data: string;
  private process: ChildProcess | null = null;

  private constructor(port: number, data: string) {
    this.port = port;
    this.data = data;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), "worktrail-e2e-"));
    const server = new Server(await freePort(), data);
    await server.up();
    return server;
  }

  /** Starts on the data that is there. */
  async up(): Promise<void> {
    const child = spawn(NODE, [CLI, "serve"], {
      env: {
        ...process.env,
        PORT: String(this.port),
        WORKTRAIL_DATA: this.data,
        WORKTRAIL_TOKEN: TOKEN,
        OPENAI_API_KEY: "",
        OPENAI_BASE_URL: "",
        DATABASE_URL: "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    this.signInLink = await signInLinkFrom(child);
  }

  async down(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }

  /** Dies as in a crash: no goodbye. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.down();
    await rm(this.data, { recursive: true, force: true });
  }

  /** Calls a procedure as the local owner. */
  async call<Output>(kind: "query" | "mutation", procedure: string, input?: unknown): Promise<Output> {
    const query =
      kind === "query" && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
    const response = await fetch(`${this.url}/trpc/${procedure}${query}`, {
      method: kind === "query" ? "GET" : "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(kind === "mutation" ? { body: JSON.stringify(input ?? {}) } : {}),
    });
    const answer = (await response.json()) as { result?: { data: Output }; error?: { message: string } };
    if (!answer.result) throw new Error(`${procedure}: ${answer.error?.message ?? response.status}`);
    return answer.result.data;
  }
}

function signInLinkFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`The server did not start: ${why}\n${said.join("\n")}`));
    const timer = setTimeout(() => fail("it said nothing for too long."), START_TIMEOUT_MS);
    child.once("exit", (code) => fail(`it ended with ${code}.`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const link = /https?:\/\/\S+\/sign-in\/\S+/.exec(line)?.[0];
        if (!link) return;
        clearTimeout(timer);
        resolve(link);
      });
    }
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}
