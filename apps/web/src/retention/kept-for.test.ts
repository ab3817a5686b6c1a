import { expect, test } from "vitest";
import { keptFor } from "./kept-for.ts";

test.each([
  [null, null, "Runs are kept for ever."],
  [30, null, "Runs are removed 30 days after they have ended."],
  [1, 90, "Runs are removed 1 day after they have ended."],
  [null, 90, "Runs are removed 90 days after they have ended: this server keeps none for longer."],
  [365, 90, "Runs are removed 90 days after they have ended: this server keeps none for longer."],
])("a rule of %s days on a server that keeps %s days", (days, server_days, said) => {
  expect(keptFor({ days, server_days })).toBe(said);
});
