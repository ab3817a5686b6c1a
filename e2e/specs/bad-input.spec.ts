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

const KEPT = {
  segment_id: "bad_files",
  name: "Bad files",
  version: "1.0.0",
  steps: [{ step_id: "only", step_type: "transform", config: { expression: "1" } }],
};
const N8N = {
  name: "My workflow",
  nodes: [{ name: "Start", type: "n8n-nodes-base.start", typeVersion: 1, position: [0, 0], parameters: {} }],
  connections: {},
};

test("files that hold no segment are refused by what they are, and the drawing stays", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: KEPT });
  await editor.open("bad_files");
  const written = JSON.stringify(KEPT);
  const files: readonly [Buffer, RegExp][] = [
    [Buffer.alloc(3_000_000, "x"), /has 3\.0 MB, and a segment has at most 2 MB/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /is not a text file/],
    [Buffer.from(JSON.stringify(N8N)), /workflow of n8n/],
    [Buffer.from(written.replace("}]}", "},]}")), /comma before the closing bracket/],
    [Buffer.from(written.replace('"name"', '"version":"1.0.0","name"')), /"version" is there twice/],
  ];
  for (const [buffer, said] of files) {
    const chooser = page.waitForEvent("filechooser");
    await editor.button("Import").click();
    await (await chooser).setFiles({ name: "bad.json", mimeType: "application/json", buffer });
    await expect(page.getByRole("dialog", { name: "Nothing was imported" })).toContainText(said);
    await page.keyboard.press("Escape");
    await expect(editor.steps()).toHaveCount(1);
  }
});

test("pasted garbage changes nothing and says so", async ({ page, editor, server }) => {
  await server.call("mutation", "segments.save", { segment: { ...KEPT, segment_id: "pasted_garbage" } });
  await editor.open("pasted_garbage");
  await editor.step("only").click();
  for (const [text, said] of [
    ["once upon a time", "There are no steps on the clipboard."],
    ['{"steps": [', "Nothing was imported"],
    [JSON.stringify(N8N), "workflow of n8n"],
  ] as const) {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await page.keyboard.press("Control+v");
    await expect(page.getByText(said).first()).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await expect(editor.steps()).toHaveCount(1);
  await expect(editor.undo).toHaveAttribute("aria-disabled", "true");
});

test("a step of an unknown type is kept to the byte, shown, and refused on run by its name", async ({
  page,
  editor,
  server,
}) => {
  const step = {
    step_id: "strange",
    step_type: "quantum_leap",
    name: "Leap",
    config: { far: [1, { deep: "{{ as it is" }] },
    position: { x: 0, y: 0 },
  };
  await server.call("mutation", "segments.save", {
    segment: { ...KEPT, segment_id: "unknown_type", steps: [step] },
  });
  await editor.open("unknown_type");
  await expect(editor.step("strange")).toContainText("Leap");
  await expect(editor.step("strange")).toContainText("quantum_leap");
  const written = JSON.stringify({ ...KEPT, segment_id: "unknown_type", steps: [step] }, null, 2);
  expect(await editor.exportFile()).toBe(`${written}\n`);
  await editor.run.click();
  const problem = page
    .getByRole("region", { name: "Problems" })
    .getByRole("button", { name: /quantum_leap/ });
  await expect(problem).toContainText("Leap");
  await expect(page).toHaveURL(/unknown_type$/);
});

test("several files become segments of their own, and each refusal is told", async ({ page }) => {
  const file = (name: string, text: string) => ({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  await page.goto("/segments");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const named = (name: string) => JSON.stringify({ ...KEPT, segment_id: "one_of_several", name });
  await (await chooser).setFiles([
    file("a.json", named("Several A")),
    file("b.json", named("Several B")),
    file("c.json", JSON.stringify(N8N)),
  ]);
  const dialog = page.getByRole("dialog", { name: "2 of 3 files imported" });
  await expect(dialog).toContainText("Its id is one_of_several_2");
  await expect(dialog).toContainText("workflow of n8n");
  await dialog.getByRole("link", { name: "Several B" }).click();
  await expect(page).toHaveURL(/one_of_several_2$/);
});

test("the export for llmteam says what it loses before there is a file", async ({ page, editor, server }) => {
  await server.call("mutation", "segments.save", { segment: { ...KEPT, segment_id: "for_llmteam" } });
  await editor.open("for_llmteam");
  await editor.button("Export").click();
  await page.getByRole("menuitem", { name: "llmteam JSON…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export for llmteam" });
  await expect(dialog).toContainText("1 expression stays as it is written");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download the file" }).click();
  expect((await download).suggestedFilename()).toBe("for_llmteam.llmteam.json");
});
