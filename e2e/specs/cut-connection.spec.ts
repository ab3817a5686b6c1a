// The page loses the server for a second, for a minute, and over its death: it ends equal to the journal.
import type { Page } from "@playwright/test";
import type { RunPage } from "../pages/run-page.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const TRANSFORMS = 40;

/** Waits for a person, and then makes many events in no time. */
function askThenMany() {
  const ids = Array.from({ length: TRANSFORMS }, (_, index) => `t${index + 1}`);
  const edge = (source_step: string, source_port: string, target_step: string) => ({
    source_step,
    source_port,
    target_step,
    target_port: "input",
  });
  return {
    segment_id: "cut",
    name: "Cut",
    version: "1.0.0",
    steps: [
      { step_id: "ask", step_type: "human_task", config: { task_type: "approval", title: "Go on?" } },
      { step_id: "first", step_type: "transform", config: { expression: "100" } },
      ...ids.map((step_id) => ({ step_id, step_type: "transform", config: { expression: "data + 1" } })),
    ],
    edges: [
      edge("ask", "approved", "first"),
      ...ids.map((id, index) => edge(["first", ...ids][index] ?? "", "output", id)),
    ],
  };
}

type Run = {
  status: string;
  last_seq: number;
  steps: Record<string, { status: string }>;
  outputs: Record<string, number> | null;
};
const runOf = (server: Server, run_id: string) => server.call<Run>("query", "runs.get", { run_id });

async function startAndWatch(run: RunPage, server: Server): Promise<string> {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: askThenMany(),
    input: {},
  });
  await run.open(run_id);
  await run.stepIs("ask", "waiting");
  return run_id;
}

/** Unseen by the page: somebody else answers, and the run goes on to its end. */
async function answerElsewhere(server: Server, run_id: string): Promise<void> {
  const { tasks } = await server.call<{ tasks: { task_id: string }[] }>("query", "tasks.list", { run_id });
  await server.call("mutation", "tasks.respond", { task_id: tasks[0]?.task_id, action: "approved" });
  await expect.poll(async () => (await runOf(server, run_id)).status, { timeout: 30_000 }).toBe("completed");
}

const asOf = (page: Page) => page.getByText(/^as of \d\d:\d\d:\d\d$/);

/** What the page shows is what the journal says: as many events, every status, the result. */
async function expectTheJournal(page: Page, run: RunPage, server: Server, run_id: string): Promise<void> {
  const told = await runOf(server, run_id);
  const { events } = await server.call<{ events: { seq: number }[] }>("query", "runs.events", { run_id });
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: told.last_seq }, (_, i) => i + 1));
  await run.is(told.status);
  await expect(page.getByRole("slider", { name: "Moment" })).toHaveAttribute(
    "aria-valuetext",
    `Event ${told.last_seq} of ${told.last_seq}`,
  );
  const statuses = Object.fromEntries(
    Object.entries(told.steps).map(([step_id, { status }]) => [step_id, status]),
  );
  await expect.poll(() => run.statuses()).toEqual(statuses);
  expect(told.outputs).toEqual({ [`t${TRANSFORMS}`]: 100 + TRANSFORMS });
  await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText(
    String(100 + TRANSFORMS),
  );
  await expect(asOf(page)).toBeHidden();
}

test("cut for a second, the page ends equal to the journal", async ({ context, page, run, server }) => {
  const run_id = await startAndWatch(run, server);
  await context.setOffline(true);
  await answerElsewhere(server, run_id);
  await run.stepIs("ask", "waiting");
  await context.setOffline(false);
  await expectTheJournal(page, run, server, run_id);
});

// The page's own clock is moved on by the minute: its attempts to connect fail and wait longer each time, as they
// would. The minute itself does not pass; that the server keeps what was missed does not depend on how long.
test("cut for a minute, the page says as of when it knows, and ends equal to the journal", async ({
  context,
  page,
  run,
  server,
}) => {
  await page.clock.install();
  const run_id = await startAndWatch(run, server);
  await context.setOffline(true);
  await page.clock.runFor(60_000);
  await expect(asOf(page)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Reconnecting…" })).toBeVisible();
  await answerElsewhere(server, run_id);
  await run.stepIs("ask", "waiting");
  await context.setOffline(false);
  await page.clock.runFor(10_000);
  await expectTheJournal(page, run, server, run_id);
});

test("over the death of the server, the page waits for the next one and ends equal to the journal", async ({
  page,
  run,
  server,
}) => {
  const run_id = await startAndWatch(run, server);
  await server.kill();
  await expect(asOf(page)).toBeVisible();
  await run.stepIs("ask", "waiting");
  await server.up();
  await answerElsewhere(server, run_id);
  await expectTheJournal(page, run, server, run_id);
});
