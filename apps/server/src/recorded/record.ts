// `pnpm journals:record`: runs every scene on the real engine and keeps the journals of this version for good.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decide, withSteadyNames, writeJournal } from "./journal-file.ts";
import { SCENES } from "./scenes.ts";
import { Stage } from "./stage.ts";

const root = join(import.meta.dirname, "../../../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(import.meta.dirname, version);
mkdirSync(folder, { recursive: true });

const missing = Object.entries(SCENES).filter(([name]) => !existsSync(fileOf(name)));
const stage = await Stage.open();
try {
  for (const [name, scene] of missing) {
    stage.clear();
    const { segment, run_id } = await scene(stage);
    const events = withSteadyNames(await stage.events(run_id));
    writeFileSync(fileOf(name), writeJournal({ events, ...decide(segment, events) }));
    console.log(`${version}/${name}: ${events.length} events`);
  }
} finally {
  await stage.close();
}
const kept = Object.keys(SCENES).length - missing.length;
console.log(`${missing.length} journals recorded in ${folder}; ${kept} were there and stay as they are.`);

function fileOf(name: string): string {
  return join(folder, `${name}.jsonl`);
}
