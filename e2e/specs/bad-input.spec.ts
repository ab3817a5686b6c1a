import { expect, test } from "../support/test.ts";

const broken = {
  segment_id: "broken_call",
  name: "Broken call",
  version: "1.0.0",
  steps: [
    { step_id: "prepare", step_type: "transform", config: { expression: '{"order": "SO-9"}' } },
    {
      step_id: "call",
      step_type: "http_action",
      name: "Ask the warehouse",
      config: { url: "{{ run.input.base_url }}/demo/status/503", method: "GET" },
      retry: { max_attempts: 2, delay_seconds: 0.1 },
    },
  ],
  edges: [{ source_step: "prepare", source_port: "output", target_step: "call", target_port: "input" }],
};

test("a failing step shows its reason, its attempt and its input", async ({ page, run, server }) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: broken,
    input: { base_url: server.url },
  });
  await run.open(run_id);
  await run.is("failed");
  await run.stepIs("call", "failed");
  await expect(run.step("call")).toContainText("503");
  await expect(run.step("call")).toContainText("2");
  await run.step("call").click();
  await expect(page.getByText("SO-9").first()).toBeVisible();
});

test("an import that is not a segment is refused with every place, and changes nothing", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", {
    segment: {
      segment_id: "keeps_its_step",
      name: "Keeps its step",
      version: "1.0.0",
      steps: [{ step_id: "only", step_type: "transform", config: { expression: "1" } }],
    },
  });
  await editor.open("keeps_its_step");
  for (const [text, said] of [
    ["this is not JSON", /JSON/],
    ['{"segment_id":"x","name":"X","version":"1.0.0","steps":[],"colour":"red"}', /colour/],
    ['{"segment_id":"X!","version":"1","steps":[{"step_id":"a"}]}', /step_type/],
  ] as const) {
    const chooser = page.waitForEvent("filechooser");
    await editor.button("Import").click();
    await (await chooser).setFiles({
      name: "bad.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
    await expect(page.getByText(said).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(editor.steps()).toHaveCount(1);
  }
  const { revision } = await server.call<{ revision: number }>("query", "segments.get", {
    segment_id: "keeps_its_step",
  });
  expect(revision).toBe(1);
});

test("an unfinished segment is kept, shows its problem, jumps to it, and is not run", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", {
    segment: {
      segment_id: "unfinished",
      name: "Unfinished",
      version: "1.0.0",
      steps: [
        { step_id: "first", step_type: "transform", config: { expression: "1" } },
        { step_id: "second", step_type: "transform", config: { expression: "data +" } },
      ],
      edges: [{ source_step: "first", source_port: "output", target_step: "second", target_port: "input" }],
    },
  });
  await editor.open("unfinished");
  await editor.run.click();
  await expect(page).toHaveURL(/\/segments\/unfinished$/);
  const panel = page.getByRole("region", { name: "Problems" });
  await expect(panel).toBeVisible();
  await panel
    .getByRole("button", { name: /second|expression/i })
    .first()
    .click();
  await expect(editor.step("second")).toHaveAttribute("data-selected", "true");
  await expect(page.getByRole("textbox", { name: "Expression" })).toBeFocused();
});

test("two tabs on one segment: the later save is refused in words and its edit is kept", async ({
  context,
  server,
}) => {
  const { EditorPage } = await import("../pages/editor-page.ts");
  await server.call("mutation", "segments.save", {
    segment: {
      segment_id: "two_tabs",
      name: "Two tabs",
      version: "1.0.0",
      steps: [{ step_id: "only", step_type: "transform", config: { expression: "1" } }],
    },
  });
  const mine = new EditorPage(await context.newPage());
  const theirs = new EditorPage(await context.newPage());
  await mine.open("two_tabs");
  await theirs.open("two_tabs");
  await theirs.page.bringToFront();
  await theirs.paletteEntry("condition").click();
  await theirs.saved();
  await mine.page.bringToFront();
  await mine.paletteEntry("http_action").click();
  await expect(mine.page.getByRole("dialog")).toContainText(/changed|saved/i);
  await mine.page.keyboard.press("Escape");
  await expect(mine.step("http_action")).toBeVisible();
  const { segment } = await server.call<{ segment: { steps: { step_type: string }[] } }>(
    "query",
    "segments.get",
    {
      segment_id: "two_tabs",
    },
  );
  expect(segment.steps.map(({ step_type }) => step_type)).toEqual(["transform", "condition"]);
});
