// Brings what the project runs on — Node 24, pnpm, the dependencies — to a machine that has any Node from 18 on.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATE = join(ROOT, "node_modules", ".worktrail");
const NODE_MAJOR = 24;
/** Tells how long a thread has computed. */
const NODE_MINOR = 6;

/** Installs what is missing and returns the path of a Node that can run the project's TypeScript. */
export function prepare() {
  const lock = fingerprint(["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"]);
  if (remembered("installed") !== lock) {
    console.log("Installing dependencies…");
    // Asked for by name even under Node 24: pnpm itself may not be there.
    withToolchain("pnpm install --frozen-lockfile --reporter=append-only");
    remember("installed", lock);
  }
  return nodePath();
}

function nodePath() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NODE_MAJOR || (major === NODE_MAJOR && minor >= NODE_MINOR)) return process.execPath;
  const known = remembered("node");
  if (known && existsSync(known)) return known;
  const found = withToolchain('node -p "process.execPath"', "pipe").trim().split("\n").at(-1) ?? "";
  remember("node", found);
  return found;
}

const SHARED_SOURCES = ["packages/shared/src", "packages/steps/src", "pnpm-lock.yaml"];

/** Builds the web app and the server, each unless its sources are those of its last build. */
export function build(node) {
  buildPart(node, {
    name: "web app",
    folder: "apps/web",
    sources: ["index.html", "vite.config.ts", "package.json", "src", "public"],
    builder: ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
    result: "dist/index.html",
  });
  buildPart(node, {
    name: "server",
    folder: "apps/server",
    sources: ["bundle.ts", "package.json", "src"],
    builder: ["bundle.ts"],
    result: "dist/worktrail.js",
  });
}

function buildPart(node, { name, folder, sources, builder, result }) {
  const now = fingerprint([...sources.map((source) => `${folder}/${source}`), ...SHARED_SOURCES]);
  const memory = `built-${name.replaceAll(" ", "-")}`;
  if (remembered(memory) === now && existsSync(join(ROOT, folder, result))) return;
  console.log(`Building the ${name}…`);
  const built = spawnSync(node, builder, { cwd: join(ROOT, folder), stdio: "inherit" });
  if (built.status !== 0) fail(`The ${name} could not be built; the lines above say why.`);
  remember(memory, now);
}

/** Runs a command line with Node 24 and pnpm 12 on its PATH, wherever they have to come from. */
function withToolchain(command, stdout = "inherit") {
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const args = ["--yes", "--prefer-offline", "-p", `node@${NODE_MAJOR}`, "-p", "pnpm@12", "-c", command];
  const done = spawnSync(npx, args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", stdout, "inherit"],
    env: { ...process.env, CI: process.env.CI ?? "true" },
  });
  if (done.error || done.status !== 0) {
    fail(`“${command}” failed. It needs npm and the package registry; check your connection and try again.`);
  }
  return done.stdout ?? "";
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}

function remembered(name) {
  const file = join(STATE, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function remember(name, value) {
  mkdirSync(STATE, { recursive: true });
  writeFileSync(join(STATE, name), value);
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addToHash(hash, join(ROOT, path), path);
  return hash.digest("hex");
}

function addToHash(hash, file, name) {
  if (!existsSync(file)) return;
  if (!statSync(file).isDirectory()) {
    hash.update(`${name}\0`).update(readFileSync(file));
    return;
  }
  for (const entry of readdirSync(file).sort()) addToHash(hash, join(file, entry), `${name}/${entry}`);
}
