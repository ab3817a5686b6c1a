import { describe, expect, test } from "vitest";
import { retryDelay } from "./retry.ts";

/** How many of a hundred steps that failed at once come back within the fullest second. */
function fullestSecond(delays: readonly number[]): number {
  const seconds = new Map<number, number>();
  for (const delay of delays) seconds.set(Math.floor(delay), (seconds.get(Math.floor(delay)) ?? 0) + 1);
  return Math.max(...seconds.values());
}
const hundred = Array.from({ length: 100 }, (_, index) => index / 100);

describe("the delay before the next attempt", () => {
  test("doubles up to its bound, and never is less than half of what it grew to", () => {
    const delays = [1, 2, 3, 10, 100].map((attempt) => retryDelay({ max_attempts: 100 }, attempt, 0));
    expect(delays).toEqual([0.5, 1, 2, 30, 30]);
  });

  test("spreads a hundred steps that failed at once over half of it", () => {
    const policy = { max_attempts: 5, delay_seconds: 10 };
    const delays = hundred.map((random) => retryDelay(policy, 1, random));
    expect([Math.min(...delays), Math.max(...delays)]).toEqual([5, 9.95]);
    expect(fullestSecond(delays)).toBe(20);
  });

  test("spreads them also where another side asks all of them for the same wait, and none comes early", () => {
    const policy = { max_attempts: 5, delay_seconds: 10 };
    const delays = hundred.map((random) => retryDelay(policy, 1, random, 30));
    expect(Math.min(...delays)).toBe(30);
    expect(fullestSecond(delays)).toBe(20);
  });

  test("obeys a request to wait up to an hour", () => {
    expect(retryDelay({ max_attempts: 2 }, 1, 0, 365 * 86_400)).toBe(3_600);
  });
});
