import type { Page } from "@playwright/test";
import { seriousViolations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

test.use({ timezoneId: "Europe/Berlin" });

/** By its name in the list of commands. */
async function openSchedules(page: Page) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: /command/i }).fill("every day start");
  await page.getByRole("option", { name: "Schedules…" }).click();
  await expect(page.getByRole("dialog", { name: "Schedules" })).toBeVisible();
}

test("a segment is told when to start by itself, and shows when that will be", async ({ page, editor }) => {
  await editor.open("order_check");
  await openSchedules(page);
  await expect(page.getByText("No schedules yet")).toBeVisible();
  await page.getByRole("button", { name: "New schedule" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("Every weekday at 09:00");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveText("Europe/Berlin");
  const times = page.getByRole("region", { name: "Next times" }).getByRole("listitem");
  await expect(times).toHaveCount(5);
  await expect(times.first()).toContainText(/^(Mon|Tue|Wed|Thu|Fri), .*, 09:00 (CET|CEST|GMT\+[12])$/);
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole("combobox", { name: "Starts" }).click();
  await page.getByRole("option", { name: "As a cron expression" }).click();
  const cron = page.getByRole("textbox", { name: "Cron expression" });
  await cron.fill("0 25 * * *");
  await expect(page.getByText("In the field hour, at character 3")).toBeVisible();
  await cron.fill("30 7 * * 1");
  await expect(times.first()).toContainText(/^Mon, .*, 07:30/);
  await expect(name).toHaveValue("Every Monday at 07:30");
  await page.getByRole("button", { name: "Add schedule" }).click();

  const list = page.getByRole("list", { name: "Schedules" });
  await expect(list.getByText(/^Next: Mon, .*, 07:30/)).toBeVisible();

  await page.goto("/segments");
  const card = page.getByRole("listitem").filter({ hasText: "Order check" });
  await expect(card.getByRole("img", { name: /^Starts by itself, next at/ })).toBeVisible();
});

test("a schedule is switched off and on, changed and deleted", async ({ page, editor, server }) => {
  await server.call("mutation", "schedules.save", {
    segment_id: "message_desk",
    name: "Every Monday",
    cron: "30 7 * * 1",
    time_zone: "Europe/Berlin",
  });
  await editor.open("message_desk");
  await page.getByRole("button", { name: "Versions" }).click();
  await page.getByRole("menuitem", { name: "Schedules…" }).click();
  const list = page.getByRole("list", { name: "Schedules" });
  await expect(list.getByText(/^Next: Mon, .*, 07:30/)).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole("switch", { name: "Every Monday is on" }).click();
  await expect(list.getByText("Switched off")).toBeVisible();
  await page.getByRole("switch", { name: "Every Monday is off" }).click();
  await expect(list.getByText(/^Next: Mon/)).toBeVisible();

  await page.getByRole("button", { name: "Change Every Monday" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Week begins");
  await page.getByText("Who changed it").click();
  await expect(page.getByText(/^Switched on by Local owner/)).toBeVisible();
  await page.getByRole("button", { name: "Save schedule" }).click();
  await expect(list.getByRole("heading", { name: "Week begins" })).toBeVisible();

  await page.getByRole("button", { name: "Delete Week begins" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No schedules yet")).toBeVisible();
});
