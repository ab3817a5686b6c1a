// `npm test`: every check of the project, counted in one last line. Brings what it needs by itself.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { build, prepare, ROOT } from "./toolchain.mjs";

const node = prepare();
const reports = mkdtempSync(join(tmpdir(), "worktrail-test-"));
const total = { passed: 0, failed: 0 };
/** What failed and why, told again at the very end: the log of a whole run is long, and often cut off. */
const failures = [];

check("Format and lint", ["node_modules/@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."]);
for (const project of [
  "packages/shared",
  "packages/steps",
  "packages/templates",
  "apps/server",
  "apps/web",
  "e2e",
]) {
  check(`Types of ${project}`, ["node_modules/typescript/bin/tsc", "-p", project]);
}
unitTests();
build(node);
browserTests();

rmSync(reports, { recursive: true, force: true });
for (const failure of failures) console.error(`\n✗ ${failure}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function run(args, env = {}, cwd = ROOT) {
  return spawnSync(node, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
}

function check(name, args) {
  const ok = run(args).status === 0;
  console.log(`${ok ? "✓" : "✗"} ${name}`);
  if (!ok) failures.push(name);
  count(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

function unitTests() {
  const file = join(reports, "vitest.json");
  const done = run([
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  const failed = (report?.numFailedTests ?? 0) + (report?.numPendingTests ?? 0);
  failures.push(...failedUnitTests(report));
  countWithExit({ passed: report?.numPassedTests ?? 0, failed }, done.status);
}

function failedUnitTests(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status !== "passed");
    const told = failed.map((one) => `${name}: ${one.fullName}\n${(one.failureMessages ?? []).join("\n")}`);
    return told.length === 0 && message ? [`${name}: ${message}`] : told;
  });
}

function browserTests() {
  const file = join(reports, "playwright.json");
  const done = run(
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROME_PATH: findBrowser(node), WORKTRAIL_NODE: node },
    join(ROOT, "e2e"),
  );
  const stats = readReport(file)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.skipped ?? 0) + (stats?.flaky ?? 0);
  countWithExit({ passed: stats?.expected ?? 0, failed }, done.status);
}

/** A runner that ends badly without naming a failed test has failed all the same. */
function countWithExit(result, status) {
  count(status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result);
}

function count({ passed, failed }) {
  total.passed += passed;
  total.failed += failed;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`The report ${file} can't be read: ${error.message}`);
    return null;
  }
}
