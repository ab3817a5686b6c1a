// What the details of a step tell: attempts, values, what the config became, the log, the model call.
import { expect, test } from "../support/test.ts";

test("a step tells its attempts, its values, its resolved config, its log and its model call", async ({
  page,
  run,
  server,
}) => {
  const edge = (source_step: string, target_step: string) => ({
    source_step,
    source_port: "output",
    target_step,
    target_port: "input",
  });
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: {
      segment_id: "told_steps",
      name: "Told steps",
      version: "1.0.0",
      steps: [
        {
          step_id: "fetch",
          step_type: "http_action",
          config: { url: "{{ run.input.base }}/demo/flaky?fail=1&key={{ run.id }}" },
          retry: { max_attempts: 3, delay_seconds: 0.2 },
        },
        { step_id: "list", step_type: "http_action", config: { url: "{{ run.input.base }}/demo/orders" } },
        {
          step_id: "say",
          step_type: "llm_agent",
          config: { model: "demo/echo", system_prompt: "Be brief.", prompt: "Hello {{ run.input.name }}" },
        },
      ],
      edges: [edge("fetch", "list"), edge("list", "say")],
    },
    input: { base: server.url, name: "Ada" },
  });
  await run.open(run_id);
  await run.is("completed");
  const details = page.getByRole("region", { name: "Step", exact: true });
  const tab = (name: string) => details.getByRole("tab", { name, exact: true });

  await run.step("fetch").click();
  const attempts = details.getByRole("combobox", { name: "Attempt" });
  await expect(attempts).toContainText("Attempt 2 of 2: completed");
  await attempts.click();
  await page.getByRole("option", { name: /Attempt 1 of 2: failed/ }).click();
  const error = details.getByRole("region", { name: "Error", exact: true });
  await expect(error).toContainText("HTTP_STATUS");
  await expect(error).toContainText("What to try:");

  await tab("Config").click();
  const url = details.getByRole("article", { name: "Template url" });
  await expect(url).toContainText("{{ run.input.base }}/demo/flaky");
  await expect(url).toContainText(`${server.url}/demo/flaky?fail=1&key=${run_id}`);

  await tab("Log").click();
  const log = details.getByRole("list", { name: "Log of the step" });
  await expect(log).toContainText(/GET .*\/demo\/flaky\?fail=…&key=… -> 503 in /);
  await attempts.click();
  await page.getByRole("option", { name: /Attempt 2 of 2/ }).click();
  await expect(log).toContainText(/-> 200 in /);
  // What a page that was opened later reads is what was said live.
  await page.reload();
  await run.step("fetch").click();
  await expect(tab("Data")).toHaveAttribute("aria-selected", "true");
  await tab("Log").click();
  await expect(log).toContainText(/-> 503 .*-> 200/s);

  await run.step("list").click();
  await tab("Data").click();
  const output = details.getByRole("region", { name: "Output output", exact: true });
  await output.getByRole("button", { name: "Find in Output output" }).click();
  await output.getByRole("searchbox").fill("amount");
  await output.getByRole("searchbox").press("Enter");
  await expect(output.getByRole("status")).toContainText(/1 of \d+/);
  await output.getByRole("button", { name: "Copy path" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^steps\.list\.output.*amount$/);
  await output.getByRole("radio", { name: "Table" }).click();
  await expect(output.getByRole("columnheader").first()).toBeVisible();

  await run.step("say").click();
  await tab("Model").click();
  await expect(details.getByRole("article", { name: "System prompt" })).toContainText("Be brief.");
  await expect(details.getByRole("article", { name: "Prompt", exact: true })).toContainText("Hello Ada");
  const call = details.getByRole("region", { name: "Model call", exact: true });
  await expect(call).toContainText("Simulation");
});
