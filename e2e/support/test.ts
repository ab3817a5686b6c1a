// `test` with a server for each worker and pages that are signed in as the local owner.
import { type BrowserContextOptions, test as base } from "@playwright/test";
import { EditorPage } from "../pages/editor-page.ts";
import { RunPage } from "../pages/run-page.ts";
import { Server } from "./server.ts";

type StorageState = BrowserContextOptions["storageState"];

type Fixtures = { editor: EditorPage; run: RunPage };
type WorkerFixtures = { server: Server; signedIn: StorageState };

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({ browserName: _browser }, use) => {
      const server = await Server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker" },
  ],
  signedIn: [
    async ({ server, browser }, use) => {
      const page = await browser.newPage();
      await page.goto(server.signInLink);
      await page.waitForURL("**/segments");
      const state = await page.context().storageState();
      await page.close();
      await use(state);
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  storageState: async ({ signedIn }, use) => use(signedIn),
  editor: async ({ page }, use) => use(new EditorPage(page)),
  run: async ({ page }, use) => use(new RunPage(page)),
});

export { expect } from "@playwright/test";
