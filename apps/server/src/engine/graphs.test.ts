import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { NewerRun } from "../checkpoints/newer-run.ts";
import type { Storage } from "../db/storage.ts";
import { Graphs } from "./graphs.ts";
import { segment, transform } from "./testing/segments.ts";

// The document is in the row, so that nothing is looked up.
const graphs = new Graphs({} as Storage, catalog);
const load = (document: object) =>
  graphs.load({
    organization_id: "o",
    segment_id: "test",
    revision: null,
    document: JSON.stringify(document),
  });
const flow = segment([transform("a", "data")]);

test("a segment with keys of a newer version is left to that one", async () => {
  await expect(load({ ...flow, lanes: [] })).rejects.toBeInstanceOf(NewerRun);
  const [step] = flow.steps;
  await expect(load({ ...flow, steps: [{ ...step, runs_on: "gpu" }] })).rejects.toBeInstanceOf(NewerRun);
});

test("a segment that no version would have stored is not", async () => {
  for (const broken of [{}, { ...flow, lanes: [], steps: 7 }])
    await expect(load(broken)).rejects.not.toBeInstanceOf(NewerRun);
  expect((await load(flow)).steps.size).toBe(1);
});
