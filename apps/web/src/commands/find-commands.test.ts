import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { appCommands } from "./app-commands.ts";
import { editorCommands } from "./editor-commands.ts";
import { type FoundCommand, findCommands } from "./find-commands.ts";

const commands: FoundCommand[] = [...editorCommands(catalog), ...appCommands].map(
  ({ id, title, section, words = "" }) => ({ id, title, section, words, why: null }),
);
const find = (query: string, recent: string[] = []) =>
  findCommands(commands, query, recent).flatMap((group) => group.commands.map((command) => command.id));

test("what is typed finds the command, by its name, by parts of it and by other words for it", () => {
  expect(find("undo")[0]).toBe("undo");
  expect(find("dplct")[0]).toBe("duplicate");
  expect(find("auto layout")[0]).toBe("tidy_up");
  expect(find("add trans")[0]).toBe("add_transform");
  expect(find("dark")[0]).toBe("theme_dark");
  expect(find("inbox")[0]).toBe("go_inbox");
  expect(find("download")[0]).toBe("export_download");
});

test("what nothing fits finds nothing", () => {
  expect(findCommands(commands, "qqxz", [])).toEqual([]);
});

test("without a query everything is there once, the recent first", () => {
  const groups = findCommands(commands, " ", ["theme_dark", "gone", "undo"]);
  expect(groups[0]?.heading).toBe("Recent");
  expect(groups[0]?.commands.map((command) => command.id)).toEqual(["theme_dark", "undo"]);
  const ids = groups.flatMap((group) => group.commands.map((command) => command.id));
  expect(ids.toSorted()).toEqual(commands.map((command) => command.id).toSorted());
});

test("what can do nothing now comes last and is never among the recent", () => {
  const refused = commands.map((one) => (one.id === "undo" ? { ...one, why: "Nothing to undo." } : one));
  const ids = findCommands(refused, "undo", ["undo"]).flatMap((group) => group.commands.map((one) => one.id));
  expect(ids.at(-1)).toBe("undo");
  expect(findCommands(refused, "", ["undo"])[0]?.heading).not.toBe("Recent");
});
