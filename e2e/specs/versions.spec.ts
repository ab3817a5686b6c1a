import type { BrowserContext } from "@playwright/test";
import { EditorPage } from "../pages/editor-page.ts";
import { VersionsPage } from "../pages/versions-page.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

type Step = { step_id: string; step_type: string; name?: string; config?: object; position?: object };
type Stored = {
  segment: { name: string; steps: Step[] };
  revision: number;
  published_revision: number | null;
};

const twoSteps = (segment_id: string) => ({
  segment_id,
  name: "Two steps",
  version: "1.0.0",
  steps: [
    {
      step_id: "first",
      step_type: "transform",
      name: "First",
      config: { expression: "1" },
      position: { x: 0, y: 0 },
    },
    {
      step_id: "second",
      step_type: "transform",
      name: "Second",
      config: { expression: "data" },
      position: { x: 320, y: 0 },
    },
  ],
  edges: [{ source_step: "first", source_port: "output", target_step: "second", target_port: "input" }],
});

const stored = (server: Server, segment_id: string) =>
  server.call<Stored>("query", "segments.get", { segment_id });
const stepIds = ({ segment }: Stored) => segment.steps.map(({ step_id }) => step_id);

test.describe("publishing", () => {
  test("the button goes from not published to up to date to changed, and Shift+P publishes", async ({
    page,
    editor,
    server,
  }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("published_by_key") });
    const versions = new VersionsPage(page);
    await editor.open("published_by_key");
    await expect(versions.publishIs("unpublished")).toContainText("not published yet");
    await versions.publish("Before launch");
    await expect(versions.publishIs("published")).toHaveText("Published");
    expect((await stored(server, "published_by_key")).published_revision).toBe(1);

    await editor.paletteEntry("transform").click();
    await expect(versions.publishIs("changed")).toContainText("1 change");
    await expect(versions.publishIs("changed")).toHaveAccessibleDescription(/1 change since version 1/);
    await page.keyboard.press("Shift+P");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("listitem")).toContainText("added");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(versions.publishIs("published")).toBeVisible();
    expect((await stored(server, "published_by_key")).published_revision).toBe(2);
  });

  test("problems refuse it and are shown; a server that does not answer is named and asked again", async ({
    page,
    editor,
    server,
  }) => {
    const broken = twoSteps("published_never");
    broken.steps[1] = { ...broken.steps[1], step_id: "second", config: { expression: "data +" } } as never;
    await server.call("mutation", "segments.save", { segment: broken });
    const versions = new VersionsPage(page);
    await editor.open("published_never");
    await versions.publishIs("invalid").click();
    await expect(page.getByRole("region", { name: "Problems" })).toBeVisible();
    expect((await stored(server, "published_never")).published_revision).toBeNull();

    await server.call("mutation", "segments.save", { segment: twoSteps("published_never") });
    await page.getByRole("button", { name: "Show the new version" }).click();
    await expect(versions.publishIs("unpublished")).toBeVisible();
    await page.route("**/trpc/segments.publish*", (route) => route.abort(), { times: 1 });
    await page.keyboard.press("Shift+P");
    await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: "cannot be reached" })).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(versions.publishIs("published")).toBeVisible();
  });

  test("what is published can be taken back", async ({ page, editor, server }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("taken_back") });
    await server.call("mutation", "segments.publish", { segment_id: "taken_back" });
    const versions = new VersionsPage(page);
    await editor.open("taken_back");
    await expect(versions.publishIs("published")).toBeVisible();
    await editor.button("Versions").click();
    await page.getByRole("menuitem", { name: "Unpublish" }).click();
    await expect(versions.publishIs("unpublished")).toBeVisible();
  });
});

test.describe("the history", () => {
  test("marks on the canvas what was added, changed and removed, and leads from change to change", async ({
    page,
    editor,
    server,
  }) => {
    const before = twoSteps("looked_back");
    await server.call("mutation", "segments.save", { segment: before });
    const [first] = before.steps;
    const after = {
      ...before,
      steps: [
        { ...first, position: { x: 0, y: 60 } },
        { step_id: "third", step_type: "transform", name: "Third", config: { expression: "2" } },
      ],
      edges: [],
    };
    await server.call("mutation", "segments.save", { segment: after });
    const versions = new VersionsPage(page);
    await editor.open("looked_back");
    await versions.openHistory();
    await page.getByRole("button", { name: /1 save before it/ }).click();
    await versions.version(1).click();
    await expect(versions.changedStep("third")).toHaveAttribute("data-change", "added");
    await expect(versions.changedStep("third")).toHaveText(/N\s*added/);
    await expect(versions.changedStep("second")).toHaveText(/D\s*removed/);
    await expect(versions.changedStep("first")).toHaveText(/M\s*moved/);
    await expect(versions.changedStep("first")).not.toHaveAttribute("data-strong");
    await expect(versions.changedStep("second")).toHaveAttribute("data-strong", "true");
    await expect(page.locator('[data-changed-edge="first.output>second.input"]')).toHaveText("D");
    await expect(versions.changes()).toHaveCount(4);

    await editor.button("Next change").click();
    await editor.button("Next change").click();
    await expect(versions.changedStep("first")).toHaveAttribute("data-active", "true");
    const moved = versions.changes().filter({ hasText: "First" }).first();
    await expect(moved).toContainText("position.y");
    await expect(moved.locator("del")).toContainText("0");
    await expect(moved.locator("ins")).toContainText("60");
    await page.keyboard.press("Escape");
    await expect(editor.undo).toBeVisible();
    await expect(editor.step("second")).toHaveCount(0);
  });

  test("a version is named, found by its name, restored, and the restoring undone", async ({
    page,
    editor,
    server,
  }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("restored") });
    const versions = new VersionsPage(page);
    await editor.open("restored");
    await editor.button("Versions").click();
    await page.getByRole("menuitem", { name: "Name this version" }).click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Good one");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await editor.paletteEntry("condition").click();
    await editor.saved();
    await versions.openHistory();
    await page.getByRole("radio", { name: "Named only" }).click();
    await expect(page.locator("[data-revision]")).toHaveCount(1);
    await page.getByRole("button", { name: /Good one/ }).click();
    await editor.button("Restore this version").click();
    await expect(editor.step("condition")).toHaveCount(0);
    await editor.saved();
    await expect
      .poll(async () => {
        const { versions: rows } = await server.call<{ versions: { note: string | null }[] }>(
          "query",
          "segments.versions",
          { segment_id: "restored" },
        );
        return rows[0]?.note;
      })
      .toBe("Restored from version 1.");
    expect(stepIds(await stored(server, "restored"))).toEqual(["first", "second"]);

    await editor.undo.click();
    await expect(editor.step("condition")).toBeVisible();
    await editor.saved();
    expect(stepIds(await stored(server, "restored"))).toContain("condition");
  });

  test("an old version opens as a segment of its own", async ({ page, editor, server }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("copied") });
    const versions = new VersionsPage(page);
    await editor.open("copied");
    await versions.openHistory();
    await editor.button("Open as a copy").click();
    await page.waitForURL("**/segments/copied_copy");
    await expect(editor.steps()).toHaveCount(2);
    expect((await stored(server, "copied_copy")).segment.name).toBe("Two steps (version 1)");
  });

  test("a run names the version that it ran and leads to it", async ({ page, run, server }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("ran") });
    await server.call("mutation", "segments.name_version", {
      segment_id: "ran",
      revision: 1,
      name: "Before launch",
    });
    const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
      segment_id: "ran",
      input: {},
    });
    await page.goto("/runs?segment_id=ran");
    await expect(page.getByRole("link", { name: "version 1 · “Before launch”" })).toBeVisible();
    await run.open(run_id);
    await page.getByRole("link", { name: "version 1 · “Before launch”" }).click();
    await expect(page.getByRole("region", { name: "Version 1" })).toContainText("1 run");
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/\/segments\/ran$/);
  });
});

test.describe("two tabs on one segment", () => {
  /** Theirs adds a condition and is saved; mine adds a call and meets the conflict. */
  async function conflict(context: BrowserContext, server: Server, segment_id: string) {
    await server.call("mutation", "segments.save", { segment: twoSteps(segment_id) });
    const mine = new EditorPage(await context.newPage());
    const theirs = new EditorPage(await context.newPage());
    await mine.open(segment_id);
    await theirs.open(segment_id);
    await theirs.paletteEntry("condition").click();
    await theirs.saved();
    await mine.page.bringToFront();
    await mine.paletteEntry("http_action").click();
    const versions = new VersionsPage(mine.page);
    await expect(versions.conflict).toBeVisible();
    await expect(versions.conflict.getByRole("region", { name: "You changed" })).toContainText("added");
    return { mine, theirs, versions };
  }

  test("theirs is shown, and undo brings mine back", async ({ context, server }) => {
    const { mine, versions } = await conflict(context, server, "way_theirs");
    await versions.choose("Theirs");
    await expect(mine.step("condition")).toBeVisible();
    await expect(mine.step("http_action")).toHaveCount(0);
    await mine.saved();
    expect((await stored(server, "way_theirs")).revision).toBe(2);
    await mine.undo.click();
    await expect(mine.step("http_action")).toBeVisible();
    await mine.saved();
    expect(stepIds(await stored(server, "way_theirs"))).toEqual(["first", "second", "http_action"]);
  });

  test("mine is saved on top, and theirs stays in the history", async ({ context, server }) => {
    const { mine, versions } = await conflict(context, server, "way_mine");
    await versions.choose("Mine");
    await mine.saved();
    expect(stepIds(await stored(server, "way_mine"))).toEqual(["first", "second", "http_action"]);
    const theirs = await server.call<Stored>("query", "segments.get", {
      segment_id: "way_mine",
      revision: 2,
    });
    expect(stepIds(theirs)).toContain("condition");
  });

  test("both are kept as two segments", async ({ context, server }) => {
    const { mine, versions } = await conflict(context, server, "way_copy");
    await versions.choose("Both as a copy");
    await mine.page.waitForURL("**/segments/way_copy_copy");
    await expect(mine.step("http_action")).toBeVisible();
    expect(stepIds(await stored(server, "way_copy_copy"))).toEqual(["first", "second", "http_action"]);
    expect(stepIds(await stored(server, "way_copy"))).toEqual(["first", "second", "condition"]);
  });

  test("both are kept in one, merged by step", async ({ context, server }) => {
    const { mine, versions } = await conflict(context, server, "way_merged");
    await versions.conflict.getByRole("radio", { name: "Both together" }).click();
    await expect(versions.changedStep("condition")).toBeVisible();
    await expect(versions.changedStep("http_action")).toBeVisible();
    await versions.choose("Keep both, merged");
    await mine.saved();
    await expect(mine.step("condition")).toBeVisible();
    const { segment } = await stored(server, "way_merged");
    expect(segment.steps.map(({ step_id }) => step_id).sort()).toEqual([
      "condition",
      "first",
      "http_action",
      "second",
    ]);
  });

  test("what both changed is asked for, place by place", async ({ page, editor, server }) => {
    await server.call("mutation", "segments.save", { segment: twoSteps("way_clash") });
    await editor.open("way_clash");
    const theirs = twoSteps("way_clash");
    theirs.steps[0] = { ...theirs.steps[0], name: "Their name" } as never;
    await server.call("mutation", "segments.save", { segment: theirs });
    await editor.step("first").click();
    await page.keyboard.press("F2");
    await page.keyboard.type("My name");
    await page.keyboard.press("Enter");
    const versions = new VersionsPage(page);
    const clash = versions.conflict.getByRole("region", { name: "Changed by both" }).getByRole("group");
    await expect(clash).toContainText("Their name");
    await expect(versions.conflict.getByRole("button", { name: "Keep both, merged" })).toBeDisabled();
    await clash.getByRole("radio", { name: /Mine/ }).check();
    await versions.choose("Keep both, merged");
    await editor.saved();
    expect((await stored(server, "way_clash")).segment.steps[0]?.name).toBe("My name");
  });

  test("a conflict that was put off survives closing the tab and is never saved silently", async ({
    context,
    server,
  }) => {
    const { mine } = await conflict(context, server, "way_later");
    await mine.page.keyboard.press("Escape");
    await expect(mine.step("http_action")).toBeVisible();
    await mine.page.close({ runBeforeUnload: false });
    const again = new EditorPage(await context.newPage());
    await again.open("way_later");
    await again.button("Restore them").click();
    const later = new VersionsPage(again.page);
    await expect(later.conflict).toBeVisible();
    expect((await stored(server, "way_later")).revision).toBe(2);
    await later.choose("Keep both, merged");
    await again.saved();
    expect(stepIds(await stored(server, "way_later"))).toEqual(
      expect.arrayContaining(["condition", "http_action"]),
    );
  });
});

test("a save refused because the session ended keeps the edit and offers it again after signing in", async ({
  context,
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: twoSteps("signed_out") });
  await editor.open("signed_out");
  const session = await context.cookies();
  await context.clearCookies();
  await editor.paletteEntry("condition").click();
  await expect(page.getByRole("alert").filter({ hasText: "Your session has ended" })).toBeVisible();
  await expect(editor.step("condition")).toBeVisible();
  expect((await stored(server, "signed_out")).revision).toBe(1);
  // Leaving tries once more; with the session back it would be saved and nothing left to offer.
  const lastTry = page.waitForResponse((response) => response.url().includes("/trpc/segments.save"));
  await page.getByRole("button", { name: "Sign in again" }).click();
  expect((await lastTry).status()).toBe(401);
  await page.waitForURL("**/sign-in**");

  await context.addCookies(session);
  await editor.open("signed_out");
  await editor.button("Restore them").click();
  await expect(editor.step("condition")).toBeVisible();
  await editor.saved();
  expect(stepIds(await stored(server, "signed_out"))).toContain("condition");
});

test("a segment that was deleted elsewhere is made anew only when a person says so", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: twoSteps("deleted_there") });
  await editor.open("deleted_there");
  await server.call("mutation", "segments.delete", { segment_id: "deleted_there" });
  await editor.paletteEntry("condition").click();
  const dialog = page.getByRole("dialog", { name: "This segment was deleted elsewhere" });
  await expect(dialog).toBeVisible();
  await expect(stored(server, "deleted_there")).rejects.toThrow("There is no segment");
  await dialog.getByRole("button", { name: "Make it anew" }).click();
  await editor.saved();
  expect(stepIds(await stored(server, "deleted_there"))).toContain("condition");
});
