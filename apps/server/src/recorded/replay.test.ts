// Journals of every version that was ever released: they fold and are planned as they were then, for ever.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WorktrailEventSchema } from "@worktrail/shared/run/events";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { checkRunState } from "@worktrail/shared/testing/check-run-state";
import { catalog } from "@worktrail/steps/contracts";
import { describe, expect, test } from "vitest";
import { decide, type RecordedJournal, readJournal } from "./journal-file.ts";
import { SCENES } from "./scenes.ts";

const versions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const journals = versions.flatMap((version) =>
  readdirSync(join(import.meta.dirname, version)).map((file) => ({ version, file })),
);

function load({ version, file }: { version: string; file: string }): RecordedJournal {
  return readJournal(readFileSync(join(import.meta.dirname, version, file), "utf8"));
}

describe("a journal that an earlier version wrote", () => {
  test.each(journals)("$version/$file still reads as events", (journal) => {
    for (const event of load(journal).events) expect(WorktrailEventSchema.parse(event)).toEqual(event);
  });

  // Later versions may know more of a state and of a command; what was said then stays as it was said.
  test.each(journals)("$version/$file leads to the same decision after each of its events", (journal) => {
    const { segment, events, decisions } = load(journal);
    const now = decide(segment, events).decisions;
    for (const [index, decision] of decisions.entries())
      expect(now[index], `after event ${index + 1}`).toMatchObject(decision);
    expect(now.map(({ wake }) => wake)).toEqual(decisions.map(({ wake }) => wake));
  });

  test.each(journals)("$version/$file folds to the same state", (journal) => {
    const { segment, events, state } = load(journal);
    const now = decide(segment, events).state;
    expect(now).toMatchObject(state ?? {});
    expect(now && checkRunState(buildGraph(segment, catalog), now)).toEqual([]);
  });

  test("stands for every scene in the newest version", () => {
    const newest = versions.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
    const files = journals.filter(({ version }) => version === newest).map(({ file }) => file);
    expect(files.sort()).toEqual(
      Object.keys(SCENES)
        .map((name) => `${name}.jsonl`)
        .sort(),
    );
  });
});
