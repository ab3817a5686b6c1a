import { expect, it } from "vitest";
import { choiceFilter, readChoice } from "./runs-filter.ts";

it("asks for dead letters or for a status, and for everything when the address says nothing that is known", () => {
  expect(choiceFilter(readChoice("dead_letters"))).toEqual({ dead_letter: true });
  expect(choiceFilter(readChoice("failed"))).toEqual({ status: "failed" });
  expect(choiceFilter(readChoice("something"))).toEqual({});
  expect(choiceFilter(readChoice(undefined))).toEqual({});
});
