import { expect, test } from "../support/test.ts";

test("a person draws a workflow with mouse and keyboard, runs it, approves it, and takes it away", async ({
  page,
  editor,
  run,
}) => {
  await test.step("make a segment", async () => {
    await page.goto("/segments");
    await page.getByRole("button", { name: "New segment", exact: true }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Night shift");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/segments/night_shift");
  });

  await test.step("add steps by dragging, by clicking and by keyboard", async () => {
    await editor.dragFromPalette("transform", 160, 200);
    await expect(editor.step("transform")).toBeVisible();
    await editor.dragFromPalette("human_task", 520, 200);
    await expect(editor.step("human_task")).toBeVisible();
    await editor.paletteEntry("llm_agent").focus();
    await page.keyboard.press("Enter");
    await expect(editor.steps()).toHaveCount(3);
    await expect(editor.step("llm_agent")).toBeVisible();
  });

  await test.step("connect ports with the mouse", async () => {
    await page.keyboard.press("Escape");
    await editor.button("Show everything").click();
    await editor.drawEdge(["transform", "output"], ["human_task", "input"]);
    await expect(editor.edge("transform.output>human_task.input")).toBeAttached();
  });

  await test.step("fill in the transform in the inspector", async () => {
    await editor.step("transform").click();
    const expression = page.getByRole("textbox", { name: "Expression" });
    await expression.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type('{"order": run.input.order, "total": 120 * 1.2}');
  });

  await test.step("undo and redo the whole drawing", async () => {
    await editor.saved();
    const drawn = await editor.exportFile();
    while ((await editor.undo.getAttribute("aria-disabled")) !== "true") await editor.undo.click();
    await expect(editor.steps()).toHaveCount(0);
    while ((await editor.redo.getAttribute("aria-disabled")) !== "true") await editor.redo.click();
    await expect(editor.steps()).toHaveCount(3);
    expect(await editor.exportFile()).toBe(drawn);
  });

  await test.step("run it and watch the steps", async () => {
    await editor.saved();
    await editor.run.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").first().click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type('{"order": "SO-7"}');
    await dialog.getByRole("button", { name: /run|start/i }).click();
    await page.waitForURL("**/runs/*");
    await run.stepIs("transform", "completed");
    await run.stepIs("human_task", "waiting");
  });

  await test.step("approve on the canvas and see the result", async () => {
    await run.step("human_task").getByRole("button", { name: "Approve", exact: true }).click();
    await run.stepIs("human_task", "completed");
    await run.is("completed");
  });
});

test("an exported segment imported into a new one exports to the same bytes", async ({
  page,
  editor,
  server,
}) => {
  const { segment } = await server.call<{ segment: Record<string, unknown> }>("query", "segments.get", {
    segment_id: "data_pipeline",
  });
  const copy = { ...segment, segment_id: "pipeline_copy" };
  await server.call("mutation", "segments.save", { segment: copy });
  await editor.open("pipeline_copy");
  const exported = await editor.exportFile();
  await server.call("mutation", "segments.delete", { segment_id: "pipeline_copy" });

  await server.call("mutation", "segments.save", {
    segment: { segment_id: "empty_one", name: "Empty one", version: "1.0.0", steps: [] },
  });
  await editor.open("empty_one");
  const chooser = page.waitForEvent("filechooser");
  await editor.button("Import").click();
  await (await chooser).setFiles({
    name: "x.json",
    mimeType: "application/json",
    buffer: Buffer.from(exported),
  });
  await expect(editor.steps()).toHaveCount((segment.steps as unknown[]).length);
  const again = await editor.exportFile();
  expect(again.replace('"empty_one"', '"pipeline_copy"')).toBe(exported);
});

test("a segment that is exported, deleted and imported again is the same to the byte", async ({
  page,
  editor,
  server,
}) => {
  const { segment } = await server.call<{ segment: object }>("query", "segments.get", {
    segment_id: "message_desk",
  });
  await server.call("mutation", "segments.save", { segment: { ...segment, segment_id: "travels" } });
  await editor.open("travels");
  const exported = await editor.exportFile();
  await server.call("mutation", "segments.delete", { segment_id: "travels" });

  await page.goto("/segments");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await (await chooser).setFiles({
    name: "travels.segment.json",
    mimeType: "application/json",
    buffer: Buffer.from(exported),
  });
  await page.waitForURL("**/segments/travels");
  await expect(editor.steps()).toHaveCount(6);
  expect(await editor.exportFile()).toBe(exported);
});
