// @vitest-environment jsdom
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setSegmentField } from "../gestures/set-segment-field.ts";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import type { SaveFailure } from "./autosave.ts";
import { Autosaver, type SaveSegment } from "./autosaver.ts";
import { type Draft, type DraftStore, newestDraft } from "./drafts.ts";
import { Editor } from "./editor.ts";
import { hasUnsavedWork } from "./unsaved-work.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function memoryDrafts(): DraftStore & { kept: Map<string, Draft> } {
  const kept = new Map<string, Draft>();
  return {
    kept,
    read: async () => newestDraft([...kept.values()]),
    write: async (_key, draft) => void kept.set(draft.page_id, draft),
    remove: async (_key, page_id) => void kept.delete(page_id),
  };
}

function begin(save: SaveSegment, failure: SaveFailure = { kind: "passing", message: "No answer." }) {
  const editor = new Editor(segmentOf([step("a")]), catalog);
  const drafts = memoryDrafts();
  const autosaver = new Autosaver({
    editor,
    revision: 1,
    draft_key: "key",
    drafts,
    save,
    explain: () => failure,
  });
  const rename = (name: string) => editor.commit(setSegmentField("name", name), { label: "Rename" });
  return { editor, drafts, autosaver, rename, stop: autosaver.start() };
}

test("edits are kept in the browser at once, sent after a pause and then forgotten there", async () => {
  const save = vi.fn<SaveSegment>(async () => ({ revision: 2 }));
  const { drafts, autosaver, rename } = begin(save);
  rename("Orders");
  await vi.advanceTimersByTimeAsync(300);
  expect(await drafts.read("key")).toMatchObject({ base_revision: 1, segment: { name: "Orders" } });
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(save).toHaveBeenCalledExactlyOnceWith({
    segment: expect.objectContaining({ name: "Orders" }),
    base_revision: 1,
  });
  expect(autosaver.unsaved).toBe(false);
  expect(drafts.kept.size).toBe(0);
});

test("while the server does not answer the draft stays and the save is tried again", async () => {
  const save = vi
    .fn<SaveSegment>()
    .mockRejectedValueOnce(new Error("down"))
    .mockResolvedValue({ revision: 2 });
  const { drafts, autosaver, rename } = begin(save);
  rename("Orders");
  await vi.advanceTimersByTimeAsync(800);
  expect(autosaver.state.getState().phase.name).toBe("offline");
  expect(drafts.kept.size).toBe(1);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(save).toHaveBeenCalledTimes(2);
  expect(autosaver.unsaved).toBe(false);
  expect(drafts.kept.size).toBe(0);
});

test("flush saves now, with the edits made during the request, and answers when all is saved", async () => {
  const revisions: ((answer: { revision: number }) => void)[] = [];
  const save = vi.fn<SaveSegment>(() => new Promise((resolve) => revisions.push(resolve)));
  const { autosaver, rename } = begin(save);
  rename("one");
  const flushed = autosaver.flush();
  rename("two");
  revisions[0]?.({ revision: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(save).toHaveBeenLastCalledWith({
    segment: expect.objectContaining({ name: "two" }),
    base_revision: 2,
  });
  revisions[1]?.({ revision: 3 });
  await expect(flushed).resolves.toBe(true);
});

test("leaving the page with edits writes the draft and sends them", async () => {
  const save = vi.fn<SaveSegment>(() => new Promise(() => {}));
  const { drafts, rename, stop } = begin(save);
  expect(hasUnsavedWork()).toBe(false);
  rename("Orders");
  expect(hasUnsavedWork()).toBe(true);
  stop();
  expect(hasUnsavedWork()).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect((await drafts.read("key"))?.segment.name).toBe("Orders");
  expect(save).toHaveBeenCalledOnce();
});

test("loading the server's state shows it without saving it back, and undo brings mine back", async () => {
  const save = vi.fn<SaveSegment>(async () => ({ revision: 8 }));
  const { editor, autosaver, rename } = begin(save);
  rename("mine");
  const mine = editor.segment;
  autosaver.load({ ...segmentOf([step("theirs")]), segment_id: mine.segment_id }, 7, "Take theirs");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(editor.segment.steps[0]?.step_id).toBe("theirs");
  expect(autosaver.state.getState()).toMatchObject({ revision: 7, phase: { name: "saved" } });
  expect(save).not.toHaveBeenCalled();
  expect(editor.undo()).toBe("Take theirs");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(editor.segment).toEqual(mine);
  expect(save).toHaveBeenCalledExactlyOnceWith({ segment: mine, base_revision: 7 });
});

test("a conflict that was resolved is saved on the revision that was seen, as one entry of the history", async () => {
  const save = vi
    .fn<SaveSegment>()
    .mockRejectedValueOnce(new Error("stale"))
    .mockResolvedValue({ revision: 10 });
  const { editor, autosaver, rename } = begin(save, {
    kind: "conflict",
    theirs: { revision: 9, updated_at: null, updated_by: "Ada" },
  });
  rename("mine");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(autosaver.state.getState().phase.name).toBe("conflict");
  autosaver.resolve(9, { ...editor.segment, description: "theirs" });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(save).toHaveBeenLastCalledWith({
    segment: expect.objectContaining({ name: "mine", description: "theirs" }),
    base_revision: 9,
  });
  expect(autosaver.state.getState()).toMatchObject({ revision: 10, phase: { name: "saved" } });
  expect(editor.undo()).toBe("Bring both together");
});

test("edits of an earlier visit are saved on the revision that they began at, never over what came since", async () => {
  const save = vi.fn<SaveSegment>(async () => ({ revision: 2 }));
  const { editor, autosaver, drafts } = begin(save);
  const segment = { ...editor.segment, name: "Earlier" };
  const draft = { segment, base_revision: 0, edited_at: "2026-01-01T00:00:00Z", page_id: "earlier" };
  await drafts.write("key", draft);
  await autosaver.resume(draft);
  expect([...drafts.kept.keys()]).toEqual([autosaver.page_id]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drafts.kept.size).toBe(0);
  expect(save).toHaveBeenCalledExactlyOnceWith({
    segment: expect.objectContaining({ name: "Earlier" }),
    base_revision: 0,
  });
});

test("two tabs on one segment keep a draft each, and neither forgets the other's", async () => {
  const save = vi.fn<SaveSegment>(async () => ({ revision: 2 }));
  const { drafts, rename } = begin(save);
  const other = { segment: segmentOf([step("b")]), base_revision: 1, edited_at: "2026-01-01T00:00:00Z" };
  await drafts.write("key", { ...other, page_id: "other tab" });
  rename("Orders");
  await vi.advanceTimersByTimeAsync(300);
  expect(drafts.kept.size).toBe(2);
  expect((await drafts.read("key"))?.segment.name).toBe("Orders");
  await vi.advanceTimersByTimeAsync(5_000);
  expect([...drafts.kept.keys()]).toEqual(["other tab"]);
});
