// The real server on a data directory and a port of its own; it serves the web app that was built last.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../../../scripts/toolchain.mjs";

const TOKEN = "bench-only-token";

/** `call(procedure, input, kind)` as the local owner, `signIn(page)`, `stop()`. */
export async function startServer() {
  const data = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(ROOT, "apps/server/dist/worktrail.js"), "serve"], {
    env: {
      ...process.env,
      PORT: String(port),
      WORKTRAIL_DATA: data,
      WORKTRAIL_TOKEN: TOKEN,
      DATABASE_URL: "",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const link = await signInLink(child);
  let used = false;
  let cookies = [];
  return {
    url,
    call: (procedure, input, kind = "query") => call(url, procedure, input, kind),
    /** The link signs in once; what it gave is kept for the next page. */
    signIn: async (page) => {
      if (used) return page.context().addCookies(cookies);
      await page.goto(link);
      await page.waitForURL("**/segments");
      cookies = await page.context().cookies();
      used = true;
    },
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function signInLink(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(`The server did not start.\n${said}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const link = /https?:\/\/\S+\/sign-in\/\S+/.exec(said)?.[0];
      if (link) resolve(link);
    });
  });
}

async function call(url, procedure, input, kind) {
  const query = kind === "query" ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
  const response = await fetch(`${url}/trpc/${procedure}${query}`, {
    method: kind === "query" ? "GET" : "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    ...(kind === "mutation" ? { body: JSON.stringify(input) } : {}),
  });
  const answer = await response.json();
  if (!answer.result) throw new Error(`${procedure}: ${JSON.stringify(answer.error)}`);
  return answer.result.data;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  return port;
}
