import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import type { BoundCommand } from "../commands/command.ts";
import { editorCommands } from "../commands/editor-commands.ts";
import { menuGroups } from "./menu-items.ts";

const commands = editorCommands(catalog).map(
  (command): BoundCommand => ({
    id: command.id,
    title: command.title,
    section: command.section,
    words: "",
    hidden: false,
    unavailable: () => null,
    run: () => undefined,
  }),
);
const ids = (target: Parameters<typeof menuGroups>[0]) =>
  menuGroups(target, commands).map((group) => group.map(({ id }) => id));

test("each menu offers what can be done with what it is about", () => {
  expect(ids("step")[0]).toEqual(["open_sub_segment"]);
  expect(ids("step")[1]).toEqual(["add_step_after", "connect_to", "replace_type", "rename", "disable"]);
  expect(ids("step").at(-1)).toEqual(["delete", "delete_plain"]);
  expect(ids("edge")).toEqual([["add_step", "connect_to"], ["delete"]]);
  expect(ids("note").flat()).toContain("rename");
  expect(ids("canvas").flat()).toEqual(
    expect.arrayContaining(["add_step", "add_note", "select_all", "fit_all"]),
  );
});

test("what runs no other segment is not offered to be opened", () => {
  const unable = commands.map((command) => ({ ...command, unavailable: () => "Not now." }));
  expect(menuGroups("step", unable)[0]?.[0]?.id).toBe("add_step_after");
});

test("a command that the editor does not have leaves no gap", () => {
  expect(
    menuGroups(
      "edge",
      commands.filter(({ id }) => id === "delete"),
    ).map((group) => group.length),
  ).toEqual([1]);
});
