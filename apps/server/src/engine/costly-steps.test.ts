import { expect, it } from "vitest";
import { segment, transform } from "./testing/segments.ts";
import { describeEngine } from "./testing/test-engine.ts";

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

describeEngine("A step that computes for long", (start) => {
  it("is done beside the thread that serves people", async () => {
    const test = await start();
    let worst = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      worst = Math.max(worst, performance.now() - last);
      last = performance.now();
    }, 1);
    const costly = transform("a", "data.map(x, data.map(y, x * y).size()).sum()");
    const state = await test.ended(await test.run(segment([costly]), numbers(600)));
    clearInterval(clock);
    expect(state.outputs).toEqual({ a: 360_000 });
    expect(worst).toBeLessThan(300);
  });

  it("fails with its reason when there is no end to it, and the next one is done", async () => {
    const test = await start();
    const endless = transform("a", "data.map(x, data.map(y, data.map(z, x * y * z).size()).sum()).sum()");
    const state = await test.ended(await test.run(segment([endless]), numbers(2_000)));
    expect(state.error).toMatchObject({ error_code: "EXPRESSION_FAILED" });
    const costly = transform("a", "data.map(x, data.map(y, x * y).size()).sum()");
    expect((await test.ended(await test.run(segment([costly]), numbers(600)))).status).toBe("completed");
  });
});
