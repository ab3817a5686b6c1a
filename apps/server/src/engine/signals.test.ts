import type { RunSignal } from "@worktrail/shared/live/protocol";
import { expect, it } from "vitest";
import { segment, step } from "./testing/segments.ts";
import { describeEngine } from "./testing/test-engine.ts";

describeEngine("What a step tells while it runs", (start) => {
  it("is its tokens, and what there is to know about its call", async () => {
    const signals: RunSignal[] = [];
    const test = await start({
      llm: {
        complete: async ({ model }, { on_token, on_note }) => {
          on_token("Hel");
          on_token("lo");
          on_note("The token counts are estimated.");
          const usage = { input_tokens: 1, output_tokens: 1, cost_usd: null };
          return { text: "Hello", model, simulated: false, finish_reason: "stop", ...usage };
        },
      },
      live: {
        committed: () => undefined,
        signal: (_organization, signal) => signals.push(signal),
        changed: () => undefined,
      },
    });
    const run_id = await test.run(segment([step("say", "llm_agent", { model: "any/model" })]), "Hi");
    expect((await test.ended(run_id)).outputs).toEqual({ say: "Hello" });
    const about = { run_id, step_id: "say", attempt: 1 };
    expect(signals).toEqual([
      { ...about, kind: "log", text: "Asking any/model\n" },
      { ...about, kind: "token", text: "Hel" },
      { ...about, kind: "token", text: "lo" },
      { ...about, kind: "log", text: "The token counts are estimated.\n" },
      { ...about, kind: "log", text: expect.stringContaining("tokens: 1 in, 1 out, ended with “stop”\n") },
    ]);
  });
});
