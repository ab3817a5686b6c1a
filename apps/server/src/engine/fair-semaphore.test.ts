import { expect, it } from "vitest";
import { FairSemaphore, type Release } from "./fair-semaphore.ts";

/** Who was let in, in order. */
function door(semaphore: FairSemaphore) {
  const inside: { name: string; release: Release | null }[] = [];
  const ask = (name: string, organization: string, rank = 2) =>
    void semaphore.acquire(organization, rank).then((release) => inside.push({ name, release }));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const leave = async (name: string) => {
    inside.find((one) => one.name === name)?.release?.();
    await settle();
  };
  return { ask, leave, settle, names: () => inside.map(({ name }) => name), inside };
}

it("takes turns between organisations, however many wait for one of them", async () => {
  const { ask, leave, settle, names } = door(new FairSemaphore(1, 1));
  for (const name of ["a1", "a2", "a3", "a4"]) ask(name, "a");
  for (const name of ["b1", "b2"]) ask(name, "b");
  await settle();
  for (const name of ["a1", "b1", "a2", "b2", "a3"]) await leave(name);
  expect(names()).toEqual(["a1", "b1", "a2", "b2", "a3", "a4"]);
});

it("lets the more urgent in first, within an organisation and between them", async () => {
  const { ask, leave, settle, names } = door(new FairSemaphore(1, 1));
  ask("first", "a");
  ask("normal", "a", 2);
  ask("low", "b", 3);
  ask("high", "a", 1);
  ask("critical", "b", 0);
  await settle();
  for (const name of ["first", "critical", "high", "normal"]) await leave(name);
  expect(names()).toEqual(["first", "critical", "high", "normal", "low"]);
});

it("leaves room for others: one organisation never holds more than its share", async () => {
  const { ask, leave, settle, names } = door(new FairSemaphore(3, 2));
  for (const name of ["a1", "a2", "a3"]) ask(name, "a");
  await settle();
  expect(names()).toEqual(["a1", "a2"]);
  ask("b1", "b");
  await settle();
  expect(names()).toEqual(["a1", "a2", "b1"]);
  await leave("b1");
  expect(names()).toEqual(["a1", "a2", "b1"]);
  await leave("a1");
  expect(names()).toEqual(["a1", "a2", "b1", "a3"]);
});

it("gives one place back however often it is released, and turns away who waits once nobody may", async () => {
  const semaphore = new FairSemaphore(1, 1);
  const { ask, settle, inside, leave } = door(semaphore);
  ask("one", "a");
  ask("two", "a");
  ask("three", "a");
  await settle();
  await leave("one");
  await leave("one");
  expect(inside.map(({ name }) => name)).toEqual(["one", "two"]);
  semaphore.turnAway();
  ask("late", "b");
  await settle();
  expect(inside.slice(2)).toEqual([
    { name: "late", release: null },
    { name: "three", release: null },
  ]);
});
