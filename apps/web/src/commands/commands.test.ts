import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { appCommands } from "./app-commands.ts";
import { canvasKeyActions } from "./canvas-key-actions.ts";
import { keyHandlers } from "./command.ts";
import { editorCommands } from "./editor-commands.ts";
import { keyName, keyParts } from "./key-name.ts";
import { shortcutGroups } from "./shortcut-groups.ts";

const commands = editorCommands(catalog);
const hints = [...commands, ...canvasKeyActions, ...appCommands];

const press = (init: Partial<KeyboardEvent>) =>
  keyName({
    key: "",
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...init,
  } as KeyboardEvent);

test("each key does one thing, and each action has an id and a title of its own", () => {
  const keys = hints.flatMap((hint) => hint.keys ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(new Set(hints.map((hint) => hint.id)).size).toBe(hints.length);
  expect(new Set(hints.map((hint) => hint.title)).size).toBe(hints.length);
  expect(hints.filter((hint) => hint.title.trim() === "")).toEqual([]);
});

test("every type of step can be added", () => {
  const ids = commands.map((command) => command.id);
  for (const type of Object.keys(catalog)) expect(ids).toContain(`add_${type}`);
});

test("the sheet names every key once", () => {
  const shown = shortcutGroups(hints).flatMap((group) => group.hints.flatMap((hint) => hint.keys));
  expect(shown.toSorted()).toEqual(hints.flatMap((hint) => hint.keys ?? []).toSorted());
  expect(shortcutGroups(hints, "Undo ").map((group) => group.hints.map(({ id }) => id))).toEqual([["undo"]]);
});

test("keys of the browser's own events are left to them", () => {
  const handlers = keyHandlers(commands, canvasKeyActions, () => undefined);
  for (const key of ["mod+c", "mod+x", "mod+v"]) expect(handlers.has(key)).toBe(false);
  for (const key of ["mod+z", "shift+l", "alt+arrowleft", "f2"]) expect(handlers.has(key)).toBe(true);
});

test("a key of a command that can do nothing now says why and is not run", () => {
  const said: string[] = [];
  const run = () => said.push("ran");
  const command = { id: "x", title: "X", section: "Edit", keys: ["x"], run } as const;
  const refuse = (_context: null, why: string) => said.push(why);
  const event = {} as KeyboardEvent;
  keyHandlers([{ ...command, unavailable: () => "Not now." }], [], refuse).get("x")?.(null, event);
  keyHandlers([{ ...command, unavailable: () => null }], [], refuse).get("x")?.(null, event);
  expect(said).toEqual(["Not now.", "ran"]);
});

test("an event is named as the lists name keys, whatever the layout prints with Shift", () => {
  expect(press({ key: "Z", ctrlKey: true, shiftKey: true, code: "KeyZ" })).toBe("mod+shift+z");
  expect(press({ key: "!", shiftKey: true, code: "Digit1" })).toBe("shift+1");
  expect(press({ key: "+", shiftKey: true, code: "Equal" })).toBe("+");
  expect(press({ key: "?", shiftKey: true, code: "Slash" })).toBe("?");
  expect(press({ key: "?", shiftKey: true, code: "Minus" })).toBe("?");
  expect(press({ key: "L", shiftKey: true, code: "KeyL" })).toBe("shift+l");
  expect(press({ key: "©", altKey: true, code: "KeyG" })).toBe("alt+g");
});

test("a key is shown as it is printed", () => {
  expect(keyParts("mod+shift+z")).toEqual(["mod", "shift", "Z"]);
  expect(keyParts("alt+arrowleft")).toEqual(["alt", "←"]);
  expect(["+", " ", "f2", "delete", "?"].map(keyParts)).toEqual([["+"], ["Space"], ["F2"], ["Del"], ["?"]]);
});
