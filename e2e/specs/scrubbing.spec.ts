import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { RunPage } from "../pages/run-page.ts";
import { Scrubber } from "../pages/scrubber.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const segment = {
  segment_id: "scrubbed",
  name: "Scrubbed",
  version: "1.0.0",
  steps: [
    { step_id: "first", step_type: "transform", config: { expression: "run.input.n * 2" } },
    {
      step_id: "call",
      step_type: "http_action",
      config: { url: "{{ run.input.base }}/demo/status/500", method: "GET" },
      retry: { max_attempts: 1 },
      on_error: "continue",
    },
    { step_id: "large", step_type: "condition", config: { expression: "steps.first.output > 100" } },
    { step_id: "never", step_type: "transform", config: { expression: "1" } },
    { step_id: "ask", step_type: "human_task", config: { task_type: "approval", title: "Ship it?" } },
  ],
  edges: [
    ["first", "output", "call", "input"],
    ["first", "output", "large", "input"],
    ["large", "true", "never", "input"],
    ["large", "false", "ask", "input"],
  ].map(([source_step, source_port, target_step, target_port]) => ({
    source_step,
    source_port,
    target_step,
    target_port,
  })),
};

async function journalOf(server: Server, run_id: string): Promise<WorktrailEvent[]> {
  const { events } = await server.call<{ events: WorktrailEvent[] }>("query", "runs.events", { run_id });
  return events;
}

/** The canvas shows each step as the journal has it after event `seq`. */
async function showsTheRunAfter(run: RunPage, events: WorktrailEvent[], seq: number): Promise<void> {
  const state = reduceRun(events.slice(0, seq));
  const statuses = segment.steps.map(({ step_id }) => [step_id, state?.steps[step_id]?.status ?? "pending"]);
  await expect.poll(() => run.statuses()).toEqual(Object.fromEntries(statuses));
}

test("a run is watched to its end and looked at again at any moment", async ({ page, run, server }) => {
  const scrubber = new Scrubber(page);
  await server.call("mutation", "segments.save", { segment });
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: "scrubbed",
    input: { n: 2, base: server.url },
  });
  await run.open(run_id);
  await run.stepIs("ask", "waiting");
  await run.stepIs("call", "failed");

  await test.step("in the past of a run that goes on, nothing can be answered", async () => {
    const approve = run.step("ask").getByRole("button", { name: "Approve", exact: true });
    await expect(approve).toBeVisible();
    const waiting = await journalOf(server, run_id);
    const asked = waiting.find(({ event_type }) => event_type === "human.task_created")?.seq ?? 0;
    await scrubber.showEvents();
    await scrubber.event(asked).getByRole("button", { name: "look at this moment" }).click();
    await showsTheRunAfter(run, waiting, asked);
    if (asked < waiting.length) await expect(approve).toBeHidden();
    await scrubber.pressOnSlider("Home");
    await scrubber.isAt(1);
    await showsTheRunAfter(run, waiting, 1);
    await scrubber.button("Live").click();
    await scrubber.isAt("newest");
    await approve.click();
    await run.is("completed");
  });

  const events = await journalOf(server, run_id);
  const last = events.length;

  await test.step("by keys, one event back and forth", async () => {
    await page.locator("body").press(",");
    await page.locator("body").press(",");
    await scrubber.isAt(last - 2);
    await showsTheRunAfter(run, events, last - 2);
    await page.locator("body").press(".");
    await scrubber.isAt(last - 1);
    await expect(scrubber.event(last - 1)).toHaveAttribute("data-when", "now");
    await expect(scrubber.event(last)).toHaveAttribute("data-when", "later");
  });

  await test.step("by the slider, with its keys and the mouse", async () => {
    await scrubber.pressOnSlider("Home");
    await scrubber.pressOnSlider("ArrowRight");
    await scrubber.isAt(2);
    await showsTheRunAfter(run, events, 2);
    await scrubber.pressAt(0.5);
    const middle = Number(await scrubber.slider.getAttribute("aria-valuenow"));
    expect(middle).toBeGreaterThan(2);
    expect(middle).toBeLessThan(last);
    await scrubber.isAt(middle);
    await showsTheRunAfter(run, events, middle);
    await scrubber.pressOnSlider("End");
    await scrubber.isAt("newest");
  });

  await test.step("by a link, which follows the moment", async () => {
    await scrubber.pressOnSlider("Home");
    await page.locator("body").press(".");
    await page.locator("body").press(".");
    await expect(page).toHaveURL(/\?at=3$/);
    await scrubber.button("Copy link to this moment").click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${server.url}/runs/${run_id}?at=3`);
    await page.goto("/runs");
    await page.goto(link);
    await scrubber.isAt(3);
    await showsTheRunAfter(run, events, 3);
    await scrubber.button("End").click();
    await expect(page).toHaveURL(new RegExp(`/runs/${run_id}$`));
  });

  await test.step("by playing it", async () => {
    await scrubber.button("Play").click();
    // The wait for the answer lasts long enough to be seen.
    await expect(scrubber.button("Pause playing")).toBeVisible();
    await page.getByRole("radio", { name: "100×" }).click();
    await scrubber.isAt("newest");
    await showsTheRunAfter(run, events, last);
    await expect(scrubber.button("Play")).toBeVisible();
  });
});
