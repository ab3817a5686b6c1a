import { expect, test } from "vitest";
import { type PublishFacts, publishState, publishWords } from "./publish-state.ts";

const facts: PublishFacts = {
  known: true,
  published_revision: 12,
  changes: { count: 0, executes: false },
  errors: 0,
  publishing: false,
  failure: null,
};

test.each<[string, Partial<PublishFacts>, string, RegExp]>([
  ["not yet published", { published_revision: null, changes: null }, "unpublished", /Not published yet/],
  ["as published", {}, "published", /Version 12 is published/],
  ["with changes", { changes: { count: 3, executes: true } }, "changed", /3 changes since version 12\.$/],
  [
    "with looks only",
    { changes: { count: 1, executes: false } },
    "changed",
    /1 change .*no run would notice/,
  ],
  ["with problems", { changes: { count: 1, executes: true }, errors: 2 }, "invalid", /2 problems/],
  [
    "with problems from the start",
    { published_revision: null, changes: null, errors: 1 },
    "invalid",
    /1 problem /,
  ],
  ["on its way", { publishing: true, failure: "No." }, "publishing", /On its way/],
  ["refused", { failure: "Nobody answers." }, "failed", /Nobody answers\. Click to try again/],
  ["not looked up", { known: false }, "loading", /Looking up/],
  ["not yet compared", { changes: null }, "loading", /Looking up/],
])("a drawing %s says so", (_what, more, name, help) => {
  const state = publishState({ ...facts, ...more });
  expect(state.name).toBe(name);
  expect(publishWords(state).help).toMatch(help);
});

test("problems of a type that changed since do not hide that the drawing is what is published", () => {
  expect(publishState({ ...facts, errors: 1 }).name).toBe("published");
});
