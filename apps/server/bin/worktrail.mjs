#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 6)) {
  console.error(
    `Worktrail needs Node 24.6 or newer and this is ${major}.${minor}; run it with \`npx -p node@24 node apps/server/bin/worktrail.mjs\`.`,
  );
  process.exit(1);
}
await import("../src/cli.ts");
