import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const PNG_SIGNATURE = "89504e470d0a1a0a";

/** Chooses from the Export menu and gives the file that comes of it. */
async function exported(page: Page, entry: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

function sizeOfSvg(svg: string): { width: number; height: number } {
  const [, width = "", height = ""] = /<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

function sizeOfPng(bytes: Buffer): { width: number; height: number } {
  expect(bytes.subarray(0, 8).toString("hex")).toBe(PNG_SIGNATURE);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

test("the whole drawing is saved as SVG and as PNG with twice its pixels", async ({ page, editor }) => {
  await editor.open("message_desk");
  const svg = await exported(page, "Picture (SVG)");
  expect(svg.name).toBe("message_desk.svg");
  const text = svg.bytes.toString("utf8");
  for (const name of ["Read at once", "Summarize", "Classify", "Draft a reply", "Gather", "Report"]) {
    expect(text).toContain(name);
  }
  const faults = await page.evaluate((source) => {
    const read = new DOMParser().parseFromString(source, "image/svg+xml");
    return read.querySelector("parsererror")?.textContent ?? null;
  }, text);
  expect(faults).toBeNull();
  const png = await exported(page, "Picture (PNG)");
  expect(png.name).toBe("message_desk.png");
  const { width, height } = sizeOfSvg(text);
  expect(width).toBeGreaterThan(1_000);
  expect(sizeOfPng(png.bytes)).toEqual({ width: 2 * width, height: 2 * height });
});

test("a picture of the selection holds what is selected, and is offered when something is", async ({
  page,
  editor,
}) => {
  await editor.open("message_desk");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Picture of the selection (SVG)" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await editor.step("classify").click();
  const { name, bytes } = await exported(page, "Picture of the selection (SVG)");
  expect(name).toBe("message_desk.selection.svg");
  expect(bytes.toString("utf8")).toContain("Classify");
  expect(bytes.toString("utf8")).not.toContain("Summarize");
});

test("a picture is made from the list of commands, by keyboard", async ({ page, editor }) => {
  await editor.open("order_check");
  await editor.step("is_large").focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("picture svg");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("order_check.svg");
});

test("the picture of a run says how each step ended", async ({ page, run, server }) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: "order_check",
    input: {},
  });
  await run.open(run_id);
  await run.is("completed");
  await run.button("Files of this run").click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Picture (SVG)" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.match(/>Completed</g)).toHaveLength(4);
  expect(text.match(/>Skipped</g)).toHaveLength(1);
});

test("on paper there are the drawing, the steps and the notes, and nothing of the app", async ({
  page,
  editor,
}) => {
  await editor.open("refund_approval");
  const sheet = page.locator("[data-print-sheet]");
  await expect(sheet).toBeAttached();
  await expect(sheet).toBeEmpty();
  await page.emulateMedia({ media: "print" });
  await expect(sheet.getByRole("heading", { name: "Refund with approval" })).toBeVisible();
  await expect(sheet.getByRole("img", { name: "Drawing of Refund with approval" })).toBeVisible();
  await expect(sheet.getByRole("row")).toHaveCount(5);
  await expect(sheet.getByRole("row", { name: /^Approve the refund/ })).toContainText("approved → Pay back");
  await expect(sheet).toContainText("The run waits here");
  await expect(editor.run).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await expect(sheet).toBeEmpty();
  await expect(editor.run).toBeVisible();
});

test("the first sheet of paper holds the whole drawing", async ({ page, editor }) => {
  await editor.open("refund_approval");
  await expect(page.locator("[data-print-sheet]")).toBeAttached();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  // One page for the drawing, one for the table and the note.
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  const [, width = "", height = ""] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
  expect(Number(width)).toBeGreaterThan(Number(height));
});
