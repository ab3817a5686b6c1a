import { expect, test } from "../support/test.ts";

test("the link signs in once, and a password set with it signs in from then on", async ({
  browser,
  server,
}) => {
  await server.down();
  await server.up();
  const link = server.signInLink;
  const first = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await first.newPage();
  await page.goto(link);
  await page.waitForURL("**/segments");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Password…" }).click();
  await page.getByLabel("New password").fill("a-long-password");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await first.close();

  const second = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const again = await second.newPage();
  await again.goto(link);
  await expect(again.getByText(/no longer valid/)).toBeVisible();
  await again.goto(`${server.url}/runs`);
  await again.waitForURL("**/sign-in*");
  await again.getByLabel("E-mail").fill("owner@worktrail.local");
  await again.getByLabel("Password").fill("a-long-password");
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await again.waitForURL("**/runs");
  await second.close();
});
