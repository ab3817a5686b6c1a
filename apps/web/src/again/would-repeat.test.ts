import { buildGraph } from "@worktrail/shared/segment/graph";
import { aSegment } from "@worktrail/shared/testing/builders";
import { SimulatedRun } from "@worktrail/shared/testing/simulate-run";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { wouldRepeat } from "./would-repeat.ts";

const once = { repeatable: false };
const segment = aSegment()
  .step("charge", "http_action", undefined, { ...once, name: "Charge the card" })
  .step("log", "http_action")
  .step("mail", "http_action", undefined, { ...once, name: "Mail" })
  .edge("charge", "log")
  .edge("log", "mail")
  .build();
const graph = buildGraph(segment, catalog);

test("what is not repeatable and would be done again is named", () => {
  const run = new SimulatedRun(graph);
  run.settle();
  const repeated = (redone: Parameters<typeof wouldRepeat>[2]) => wouldRepeat(graph, run.state, redone);
  expect(repeated("everything")).toEqual(["Charge the card", "Mail"]);
  expect(repeated({ from: "log", alone: false })).toEqual(["Mail"]);
  expect(repeated({ from: "log", alone: true })).toEqual([]);
  expect(repeated({ from: "charge", alone: true })).toEqual(["Charge the card"]);
});

test("what was never tried is not done twice", () => {
  expect(wouldRepeat(graph, new SimulatedRun(graph).state, "everything")).toEqual([]);
  expect(wouldRepeat(graph, null, "everything")).toEqual([]);
});
