import { seriousViolations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

test("a secret is stored from the account menu, offered where a field may name it, and never shown", async ({
  page,
  editor,
}) => {
  await page.goto("/segments");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Secrets" }).click();
  await page.waitForURL("**/settings/secrets");
  await page.getByRole("button", { name: "New secret" }).click();
  await page.getByLabel("Name").fill("orders token");
  await page.getByLabel("Value").fill("abc");
  await page.getByRole("button", { name: "Store secret" }).click();
  await expect(page.getByText("A secret has at least 4 characters.")).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByLabel("Value").fill("s3cret-value-7");
  await page.getByRole("button", { name: "Store secret" }).click();
  await expect(page.locator('[data-secret="ORDERS_TOKEN"]')).toBeVisible();
  expect(await page.content()).not.toContain("s3cret-value-7");
  expect(await seriousViolations(page)).toEqual([]);

  await editor.open("data_pipeline");
  await editor.step("fetch").click();
  await page.getByRole("combobox", { name: "Sign-in" }).click();
  await page.getByRole("option", { name: "Bearer token" }).click();
  await page.getByRole("button", { name: "Use a secret in Token" }).click();
  await page.getByRole("menuitem", { name: "ORDERS_TOKEN" }).click();
  await expect(page.getByRole("textbox", { name: "Token" })).toContainText("{{ secrets.ORDERS_TOKEN }}");
  await editor.saved();
  expect(await editor.exportFile()).toContain('"token": "{{ secrets.ORDERS_TOKEN }}"');
});
