import { TemplatesPage } from "../pages/templates-page.ts";
import { axe } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

test("a new segment begins with a template: found, looked at, used and run", async ({
  page,
  editor,
  run,
}) => {
  const gallery = new TemplatesPage(page);
  await page.goto("/segments");
  await page.getByRole("button", { name: "New segment", exact: true }).click();
  await page.getByRole("dialog").getByRole("link", { name: "From a template" }).click();
  await page.waitForURL("**/templates");
  await expect(gallery.cards()).toHaveCount(17);
  await gallery.search.fill("price monitor");
  await expect(gallery.cards()).toHaveCount(1);
  await gallery.card("price_monitor").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Price monitor" })).toBeVisible();
  await expect(editor.step("undercut")).toBeVisible();
  await expect(page.getByRole("complementary")).toContainText("What it needs");
  await gallery.use().click();
  await page.waitForURL("**/segments/price_monitor");
  await expect(editor.steps()).toHaveCount(8);
  await expect(editor.problems).toHaveAccessibleDescription(/no problems|nothing/i);
  await editor.run.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /run|start/i })
    .click();
  await page.waitForURL("**/runs/*");
  await run.is("completed");
  await run.stepIs("alerted", "completed");
  await run.stepIs("quiet", "skipped");
});

test("a template that is used twice gives two segments", async ({ page, server }) => {
  const gallery = new TemplatesPage(page);
  for (const segment_id of ["meeting_actions", "meeting_actions_2"]) {
    await page.goto("/templates/meeting_actions");
    await gallery.use().click();
    await page.waitForURL(`**/segments/${segment_id}`);
  }
  const { segment } = await server.call<{ segment: { name: string } }>("query", "segments.get", {
    segment_id: "meeting_actions_2",
  });
  expect(segment.name).toBe("Meeting notes to actions");
});

test("the gallery is reached, filtered and left by keyboard, and says when nothing fits", async ({
  page,
}) => {
  const gallery = new TemplatesPage(page);
  await page.goto("/segments");
  await expect(page.getByRole("button", { name: "New segment" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("go to templates");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/templates");
  await page.getByRole("button", { name: "Data", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Data", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(gallery.cards()).toHaveCount(2);
  await gallery.search.focus();
  await page.keyboard.type("zebra");
  await expect(page.getByRole("heading", { name: "No template fits “zebra”" })).toBeVisible();
  await page.getByRole("button", { name: "Show all templates" }).focus();
  await page.keyboard.press("Enter");
  await expect(gallery.cards()).toHaveCount(17);
  await gallery.card("webhook_normalizer").getByRole("link").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/templates/webhook_normalizer");
  await expect(gallery.use()).toBeVisible();
});

test("what was looked for is still there after going back", async ({ page }) => {
  const gallery = new TemplatesPage(page);
  await gallery.open();
  await gallery.search.fill("approval");
  await page.waitForURL("**/templates?q=approval");
  const found = await gallery.cards().count();
  await gallery.cards().first().getByRole("link").click();
  await expect(gallery.use()).toBeVisible();
  await page.goBack();
  await expect(gallery.search).toHaveValue("approval");
  await expect(gallery.cards()).toHaveCount(found);
});

test("an address of a template that is not there says so", async ({ page }) => {
  await page.goto("/templates/no_such_template");
  await expect(page.getByRole("heading", { name: "There is no template “no_such_template”" })).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  test(`the gallery and a template have no faults that axe finds, in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const gallery = new TemplatesPage(page);
    for (const path of ["/templates", "/templates/support_triage"]) {
      await page.goto(path);
      await expect(gallery.cards().first().or(gallery.use()).first()).toBeVisible();
      const { violations } = await axe(page, scheme === "dark" ? "colours" : "all")
        .exclude(".react-flow__attribution")
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual(
        [],
      );
    }
  });
}
