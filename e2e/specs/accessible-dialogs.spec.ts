// Everything that opens over the editor, looked at by axe while it is open.
import type { Locator } from "@playwright/test";
import type { EditorPage } from "../pages/editor-page.ts";
import { seriousViolations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

type Opened = { name: string; open: (editor: EditorPage) => Promise<Locator> };

const dialog = ({ page }: EditorPage) => page.getByRole("dialog").last();

/** By its name in the list of commands, as a person would who does not know the key. */
const byCommand = (title: string, shown = dialog): Opened => ({
  name: title,
  open: async (editor) => {
    const { page } = editor;
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: /command/i }).fill(title);
    await page.getByRole("option", { name: title }).first().click();
    return shown(editor);
  },
});

const byKey = (name: string, key: string, shown = dialog): Opened => ({
  name,
  open: async (editor) => {
    await editor.page.keyboard.press(key);
    return shown(editor);
  },
});

const byButton = (name: string, shown: (editor: EditorPage) => Locator): Opened => ({
  name,
  open: async (editor) => {
    await editor.button(name).click();
    return shown(editor);
  },
});

const menu = ({ page }: EditorPage) => page.getByRole("menu");

const OPENED: readonly Opened[] = [
  byKey("the list of commands", "ControlOrMeta+k"),
  byCommand("Keyboard shortcuts"),
  byKey("the step picker", "n", ({ page }) => page.getByRole("listbox")),
  byKey("finding", "ControlOrMeta+f", ({ page }) => page.getByRole("search")),
  byKey("connecting", "c"),
  byKey("publishing", "Shift+P"),
  byCommand("Version history", ({ page }) => page.getByRole("complementary", { name: "What changed" })),
  byKey("what a run is started with", "ControlOrMeta+Enter"),
  byKey("the menu of a step", "Shift+F10", menu),
  byButton("Export", menu),
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious over the editor, whatever is open", async ({ page, editor }) => {
      test.slow();
      for (const { name, open } of OPENED) {
        await test.step(name, async () => {
          await editor.open("order_check");
          await editor.step("is_large").click();
          await expect(await open(editor)).toBeVisible();
          expect(await seriousViolations(page, colorScheme === "dark" ? "colours" : "all")).toEqual([]);
        });
      }
    });
  });
}
