// What is larger than a step may pass on fails that step in a sentence; the server and the other runs don't notice.
import { expect, it } from "vitest";
import { call, chain, segment, transform } from "../engine/testing/segments.ts";
import { answer, describeEngine, type TestEngine } from "../engine/testing/test-engine.ts";

const count = (length: number) => Array.from({ length }, (_, index) => index);

describeEngine("A value that is too large to keep", (start, storage) => {
  const expectUnharmed = async (test: TestEngine, run_id: string) => {
    const [row] = await storage().query<{ bytes: number; kept: number }>(
      `select journal_bytes as bytes, (select count(*)::int from run_values v where v.run_id = r.run_id) as kept
       from runs r where run_id = $1`,
      [run_id],
    );
    expect(row?.kept).toBe(0);
    expect(row?.bytes).toBeLessThan(300_000);
    expect((await test.ended(await test.run(chain(3), 1))).outputs).toEqual({ s3: 4 });
  };

  it("an answer of 50 MB is refused, and the state of the run stays small", { timeout: 30_000 }, async () => {
    const test = await start({ outside: () => answer("x".repeat(50_000_000)) });
    const run_id = await test.run(segment([call("fetch")]));
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "failed", error: { error_code: "OUTPUT_TOO_LARGE" } });
    expect(state.error?.error_message).toMatch(/\d+\.\d MB, more than the 5\.0 MB that a step may pass on/);
    expect(JSON.stringify(state).length).toBeLessThan(5_000);
    await expectUnharmed(test, run_id);
  });

  it("an expression that makes 100 MB fails, and so does one that needs more memory than there is", {
    timeout: 30_000,
  }, async () => {
    const test = await start();
    const copies = transform("copies", "data.count.map(x, data.text)");
    const input = { count: count(1_000), text: "x".repeat(100_000) };
    const run_id = await test.run(segment([copies]), input);
    const state = await test.ended(run_id);
    expect(["OUTPUT_TOO_LARGE", "EXPRESSION_FAILED"]).toContain(state.error?.error_code);
    await expectUnharmed(test, run_id);
    const pairs = transform("pairs", "data.count.map(x, data.count.map(y, [x, y, data.text + string(x)]))");
    const greedy = await test.ended(await test.run(segment([pairs]), input));
    expect(greedy.error).toMatchObject({ error_code: "EXPRESSION_FAILED" });
    await expectUnharmed(test, greedy.run_id);
  });
});
